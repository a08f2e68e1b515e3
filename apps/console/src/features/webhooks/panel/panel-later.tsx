import { lazy, Suspense } from 'react';

import { useWasOpened } from '../../../ui/use-opened-later.ts';
import type { WebhookPanelProps } from './webhook-panel.tsx';

const WebhookPanel = lazy(async () => ({ default: (await import('./webhook-panel.tsx')).WebhookPanel }));

/** The panel of a webhook, once there is one to show: the overview comes first. */
export function PanelLater(props: WebhookPanelProps) {
  if (!useWasOpened(props.id !== undefined)) return null;
  return (
    <Suspense>
      <WebhookPanel {...props} />
    </Suspense>
  );
}
