import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Delivery } from '@tidings/delivery/schema';

import classes from '../../log/link-notice.module.css';
import { Mono } from '../../ui/mono.tsx';
import { Notice } from '../../ui/notice.tsx';

interface ElsewhereNoticeProps {
  delivery: Pick<Delivery, 'id' | 'webhook_id'>;
  onClose: () => void;
}

/** Says that what the link is about stands in the log of another webhook, and leads there. */
export function ElsewhereNotice({ delivery: { id, webhook_id: webhookId }, onClose }: ElsewhereNoticeProps) {
  const actions = (
    <Group gap="xs">
      <Button
        variant="default"
        renderRoot={(props) => (
          <Link
            to="/dashboard/settings/webhooks/$id/deliveries"
            params={{ id: webhookId }}
            search={{ delivery: id }}
            {...props}
          />
        )}
      >
        Show it there
      </Button>
      <Button variant="default" onClick={onClose}>
        Close
      </Button>
    </Group>
  );
  return (
    <div className={classes.place}>
      <Notice tone="warning" action={actions}>
        The delivery <Mono>{id}</Mono> belongs to another webhook.
      </Notice>
    </div>
  );
}
