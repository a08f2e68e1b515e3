import { ActionIcon, Popover } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';

import classes from './bell.module.css';
import { useMayBeTold } from './may-be-told.ts';
import { NoticesSkeleton } from './notices-skeleton.tsx';
import { useUnread } from './use-unread.ts';

const SHOWN_MOST = 99;

// Every page has the bell, and few open it.
const LatestNotices = lazy(async () => ({ default: (await import('./latest-notices.tsx')).LatestNotices }));

/** How much there is to read, and the latest of it. */
export function Bell({ onGo }: { onGo?: (() => void) | undefined }) {
  const mayBeTold = useMayBeTold();
  const [opened, setOpened] = useState(false);
  const { data: count } = useUnread({ enabled: mayBeTold });
  if (!mayBeTold) return null;
  const unread = count?.unread ?? 0;
  const shown = unread > SHOWN_MOST ? `${SHOWN_MOST}+` : String(unread);
  const go = () => {
    setOpened(false);
    onGo?.();
  };
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      width="min(400px, calc(100vw - 24px))"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          className={classes.bell}
          aria-label={unread > 0 ? `Notifications, ${shown} unread` : 'Notifications'}
          onClick={() => setOpened(!opened)}
        >
          <IconBell size={18} aria-hidden />
          {unread > 0 && (
            <span className={classes.count} aria-hidden>
              {shown}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label="Latest notifications">
        <Suspense fallback={<NoticesSkeleton rows={3} />}>
          <LatestNotices unread={unread} onGo={go} />
        </Suspense>
        <div className={classes.foot}>
          <Link to="/dashboard/settings/notifications" className={classes.all} onClick={go}>
            See all notifications
          </Link>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
