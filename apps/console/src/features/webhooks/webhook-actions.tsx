import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Webhook } from '@tidings/endpoint/schema';
import { useState } from 'react';

import { useSetPaused } from './use-set-paused.tsx';
import { WebhookDialogs, type WebhookDialog } from './webhook-dialogs.tsx';
import { WebhookMenu } from './webhook-menu.tsx';

/** What can be done with a webhook, on its page. */
export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const [dialog, setDialog] = useState<WebhookDialog | null>(null);
  const paused = useSetPaused(webhook);
  const navigate = useNavigate();
  return (
    <>
      <Button variant="default" loading={paused.pending} onClick={paused.toggle}>
        {paused.label}
      </Button>
      <Button
        renderRoot={(props) => (
          <Link to="/dashboard/settings/webhooks/$id/test" params={{ id: webhook.id }} {...props} />
        )}
      >
        Test
      </Button>
      <WebhookMenu webhook={webhook} onDialog={setDialog} at="page" />
      <WebhookDialogs
        webhook={webhook}
        open={dialog}
        onClose={() => setDialog(null)}
        onDeleted={() => void navigate({ to: '/dashboard/settings/webhooks' })}
      />
    </>
  );
}
