import { Link } from '@tanstack/react-router';

import { useMayBeTold } from '../features/notifications/may-be-told.ts';
import { useHasReceiver, useHasRole, useIsViewer, useSession } from '../features/session/use-session.ts';
import classes from './navigation.module.css';
import { Person } from './person.tsx';
import { WebhooksLink } from './webhooks-link.tsx';

/** Only what exists and what the role may see: a link that leads nowhere is worse than none. */
export function Navigation({ onGo }: { onGo?: () => void }) {
  const hasReceiver = useHasReceiver();
  const isAdmin = useHasRole('admin');
  const isDeveloper = useHasRole('developer');
  const isViewer = useIsViewer();
  // A visitor by a portal link is nobody here: no team, no password.
  const isMember = useSession().via === 'sign_in';
  const mayBeTold = useMayBeTold();
  return (
    <>
      <nav aria-label="Console" className={classes.nav}>
        {!isViewer && <WebhooksLink onGo={onGo} />}
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
        {isDeveloper && (
          <Link
            to="/dashboard/settings/apps"
            className={classes.link}
            activeOptions={{ includeSearch: false }}
            onClick={onGo}
          >
            Apps
          </Link>
        )}
        {isAdmin && (
          <>
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
          </>
        )}
        {mayBeTold && (
          <Link
            to="/dashboard/settings/notifications"
            className={classes.link}
            activeOptions={{ includeSearch: false }}
            onClick={onGo}
          >
            Notifications
          </Link>
        )}
        {isDeveloper && (
          <Link
            to="/dashboard/settings/audit"
            className={classes.link}
            activeOptions={{ includeSearch: false }}
            onClick={onGo}
          >
            Audit log
          </Link>
        )}
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
        {hasReceiver && !isViewer && (
          <Link to="/play" className={classes.link} onClick={onGo}>
            Test receiver
          </Link>
        )}
      </nav>
      <Person onGo={onGo} />
    </>
  );
}
