import { Link, useMatchRoute } from '@tanstack/react-router';

import { useHasReceiver } from '../features/session/use-session.ts';
import { useWebhookCount } from '../features/webhooks/use-webhook-count.ts';
import classes from './navigation.module.css';
import { Person } from './person.tsx';

/** Only what exists: a link that leads nowhere is worse than none. */
export function Navigation({ onGo }: { onGo?: () => void }) {
  const hasReceiver = useHasReceiver();
  const count = useWebhookCount();
  // The reference lies below the webhooks' path and has a link of its own.
  const inReference = useMatchRoute()({ to: '/dashboard/settings/webhooks/events' }) !== false;
  return (
    <>
      <nav aria-label="Console" className={classes.nav}>
        <Link
          to="/dashboard/settings/webhooks"
          className={classes.link}
          activeOptions={{ exact: inReference, includeSearch: false }}
          onClick={onGo}
        >
          Webhooks
          {count && (
            <span className={classes.count}>
              {count}
              <span className={classes.unseen}> in this account</span>
            </span>
          )}
        </Link>
        <Link
          to="/dashboard/events"
          className={classes.link}
          activeOptions={{ exact: false, includeSearch: false }}
          onClick={onGo}
        >
          Events
        </Link>
        <Link
          to="/dashboard/settings/webhooks/events"
          className={classes.link}
          activeOptions={{ exact: false, includeSearch: false }}
          onClick={onGo}
        >
          Event types
        </Link>
        <div className={classes.group} id="nav-help">
          Help
        </div>
        <a href="/docs" className={classes.link} onClick={onGo}>
          Documentation
        </a>
        {hasReceiver && (
          <Link to="/play" className={classes.link} onClick={onGo}>
            Test receiver
          </Link>
        )}
      </nav>
      <Person />
    </>
  );
}
