import type { Webhook } from '@tidings/endpoint/schema';

import { TestModal } from '../trial/test-modal.tsx';
import { DeleteWebhookModal } from './delete-webhook-modal.tsx';
import { RollSecretModal } from './secret/roll-secret-modal.tsx';
import { SendExampleModal } from './send-example-modal.tsx';

/** Which of a webhook's dialogs is open. */
export type WebhookDialog = 'test' | 'send' | 'roll' | 'delete';

interface WebhookDialogsProps {
  webhook: Webhook;
  open: WebhookDialog | null;
  onClose: () => void;
  onDeleted?: () => void;
}

/** What the menu of a webhook opens. */
export function WebhookDialogs({ webhook, open, onClose, onDeleted }: WebhookDialogsProps) {
  return (
    <>
      <TestModal webhook={webhook} opened={open === 'test'} onClose={onClose} />
      <SendExampleModal webhook={webhook} opened={open === 'send'} onClose={onClose} />
      <RollSecretModal webhook={webhook} opened={open === 'roll'} onClose={onClose} />
      <DeleteWebhookModal
        webhook={webhook}
        opened={open === 'delete'}
        onClose={onClose}
        onDeleted={onDeleted}
      />
    </>
  );
}
