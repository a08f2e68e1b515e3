import { useOpenedLater } from '../../ui/use-opened-later.ts';
import { TestModal } from '../trial/test-modal.tsx';
import { DeleteWebhookModal } from './delete-webhook-modal.tsx';
import { RollSecretModal } from './secret/roll-secret-modal.tsx';
import { SendExampleModal } from './send-example-modal.tsx';
import type { WebhookDialog, WebhookDialogsProps } from './webhook-dialogs.tsx';

/** The dialogs of a webhook, of which one at most is open. */
export function WebhookDialogSet({ webhook, open, onClose, onDeleted }: WebhookDialogsProps) {
  const isReady = useOpenedLater(true);
  const isOpen = (dialog: WebhookDialog) => isReady && open === dialog;
  return (
    <>
      <TestModal webhook={webhook} opened={isOpen('test')} onClose={onClose} />
      <SendExampleModal webhook={webhook} opened={isOpen('send')} onClose={onClose} />
      <RollSecretModal webhook={webhook} opened={isOpen('roll')} onClose={onClose} />
      <DeleteWebhookModal
        webhook={webhook}
        opened={isOpen('delete')}
        onClose={onClose}
        onDeleted={onDeleted}
      />
    </>
  );
}
