import type { ListedWebhook } from '@tidings/endpoint/schema';
import { lazy, Suspense } from 'react';

import { useWasOpened } from '../../ui/use-opened-later.ts';

// Each row of a list has them, and hardly any is opened.
const WebhookDialogSet = lazy(async () => ({
  default: (await import('./webhook-dialog-set.tsx')).WebhookDialogSet,
}));

/** Which of a webhook's dialogs is open. */
export type WebhookDialog = 'test' | 'send' | 'roll' | 'delete';

export interface WebhookDialogsProps {
  webhook: ListedWebhook;
  open: WebhookDialog | null;
  onClose: () => void;
  onDeleted?: (() => void) | undefined;
}

/** What the menu of a webhook opens. */
export function WebhookDialogs(props: WebhookDialogsProps) {
  if (!useWasOpened(props.open !== null)) return null;
  return (
    <Suspense>
      <WebhookDialogSet {...props} />
    </Suspense>
  );
}
