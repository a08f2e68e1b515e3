import { Link, useLocation } from '@tanstack/react-router';

import { useHasReceiver, useIsAdmin } from '../features/session/use-session.ts';
import { useWebhookCount } from '../features/webhooks/use-webhook-count.ts';
import classes from './navigation.module.css';
import { Person } from './person.tsx';

const BESIDE = new Set(['/dashboard/settings/webhooks/events', '/dashboard/settings/webhooks/verify']);

/** Only what exists: a link that leads nowhere is worse than none. */
export function Navigation({ onGo }: { onGo?: () => void }) {
  const hasReceiver = useHasReceiver();
  const isAdmin = useIsAdmin();
  const count = useWebhookCount();
  // They lie below the webhooks, and have links of their own.
  const isBeside = useLocation({ select: ({ pathname }) => BESIDE.has(pathname) });
  return (
    <>
      <nav aria-label="Console" className={classes.nav}>
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
        {isAdmin && (
          <>
            <div className={classes.group}>Settings</div>
            <Link
              to="/dashboard/settings/audit"
              className={classes.link}
              activeOptions={{ includeSearch: false }}
              onClick={onGo}
            >
              Audit log
            </Link>
          </>
        )}
        <div className={classes.group} id="nav-help">
          Help
        </div>
        <a href="/docs" className={classes.link} onClick={onGo}>
          Documentation
        </a>
        <Link
          to="/dashboard/settings/webhooks/verify"
          className={classes.link}
          activeOptions={{ includeSearch: false }}
          onClick={onGo}
        >
          Verify a signature
        </Link>
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
