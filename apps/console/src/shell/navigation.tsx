import { Link, useLocation } from '@tanstack/react-router';

import { useMayBeTold } from '../features/notifications/may-be-told.ts';
import { useHasReceiver, useIsAdmin, useSession } from '../features/session/use-session.ts';
import { useWebhookCount } from '../features/webhooks/use-webhook-count.ts';
import classes from './navigation.module.css';
import { Person } from './person.tsx';

const BESIDE = new Set(['/dashboard/settings/webhooks/events', '/dashboard/settings/webhooks/verify']);

/** Only what exists: a link that leads nowhere is worse than none. */
export function Navigation({ onGo }: { onGo?: () => void }) {
  const hasReceiver = useHasReceiver();
  const isAdmin = useIsAdmin();
  // A visitor by a portal link is nobody here: no team, no password.
  const isMember = useSession().via === 'sign_in';
  const mayBeTold = useMayBeTold();
  const notifications = mayBeTold && (
    <Link
      to="/dashboard/settings/notifications"
      className={classes.link}
      activeOptions={{ includeSearch: false }}
      onClick={onGo}
    >
      Notifications
    </Link>
  );
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
        {(isMember || mayBeTold) && <div className={classes.group}>Settings</div>}
        {isAdmin && (
          <>
            <Link
              to="/dashboard/settings/apps"
              className={classes.link}
              activeOptions={{ includeSearch: false }}
              onClick={onGo}
            >
              Apps
            </Link>
            <Link
              to="/dashboard/settings/keys"
              className={classes.link}
              activeOptions={{ includeSearch: false }}
              onClick={onGo}
            >
              API keys
            </Link>
            <Link
              to="/dashboard/settings/team"
              className={classes.link}
              activeOptions={{ includeSearch: false }}
              onClick={onGo}
            >
              Team
            </Link>
            {notifications}
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
        {!isAdmin && notifications}
        {isMember && (
          <Link
            to="/dashboard/settings/account"
            className={classes.link}
            activeOptions={{ includeSearch: false }}
            onClick={onGo}
          >
            Your account
          </Link>
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
      <Person onGo={onGo} />
    </>
  );
}
