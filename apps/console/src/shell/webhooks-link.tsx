import { VisuallyHidden } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';

import { useWebhookCount } from '../features/webhooks/use-webhook-count.ts';
import classes from './navigation.module.css';

const BESIDE = new Set(['/dashboard/settings/webhooks/events', '/dashboard/settings/webhooks/verify']);

/** The way to the webhooks, with how many there are. */
export function WebhooksLink({ onGo }: { onGo: (() => void) | undefined }) {
  const count = useWebhookCount();
  // They lie below the webhooks, and have links of their own.
  const isBeside = useLocation({ select: ({ pathname }) => BESIDE.has(pathname) });
  return (
    <Link
      to="/dashboard/settings/webhooks"
      className={classes.link}
      activeOptions={{ exact: isBeside, includeSearch: false }}
      onClick={onGo}
    >
      Webhooks
      {count && (
        <span className={classes.count}>
          {count}
          <VisuallyHidden> in this account</VisuallyHidden>
        </span>
      )}
    </Link>
  );
}
