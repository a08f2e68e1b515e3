import { ActionIcon, Button, Popover, Text, VisuallyHidden } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';

import { ErrorNotice } from '../../ui/error-notice.tsx';
import classes from './bell.module.css';
import { useMayBeTold } from './may-be-told.ts';
import { NoticeItem } from './notice-item.tsx';
import list from './notices.module.css';
import { NoticesSkeleton } from './notices-skeleton.tsx';
import { useLatestNotices } from './use-latest-notices.ts';
import { useMarkAllRead, useMarkRead } from './use-mark-read.ts';
import { useUnread } from './use-unread.ts';

const SHOWN_MOST = 99;

/** How much there is to read, and the latest of it. */
export function Bell({ onGo }: { onGo?: (() => void) | undefined }) {
  const mayBeTold = useMayBeTold();
  const [opened, setOpened] = useState(false);
  const count = useUnread({ enabled: mayBeTold });
  if (!mayBeTold) return null;
  const unread = count?.unread ?? 0;
  const shown = unread > SHOWN_MOST ? `${SHOWN_MOST}+` : String(unread);
  const close = () => setOpened(false);
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
        <Latest
          opened={opened}
          unread={unread}
          onGo={() => {
            close();
            onGo?.();
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

interface LatestProps {
  opened: boolean;
  unread: number;
  onGo: () => void;
}

function Latest({ opened, unread, onGo }: LatestProps) {
  const { data, error, refetch } = useLatestNotices({ enabled: opened });
  const mark = useMarkRead();
  const markAll = useMarkAllRead();
  const shown = useRef<HTMLUListElement>(null);
  const newest = data?.data[0];
  return (
    <>
      <div className={classes.head}>
        <Text fw={560}>Notifications</Text>
        {newest && unread > 0 && (
          <Button
            variant="subtle"
            size="compact-xs"
            loading={markAll.isPending}
            onClick={() => {
              shown.current?.focus(); // the button goes
              markAll.mutate({ through: newest.id });
            }}
          >
            Mark all as read
          </Button>
        )}
      </div>
      <VisuallyHidden role="status">{mark.isSuccess && 'Marked as read.'}</VisuallyHidden>
      <VisuallyHidden role="status">{markAll.isSuccess && 'All are marked as read.'}</VisuallyHidden>
      {!data && error && (
        <ErrorNotice error={error} doing="load the notifications" onRetry={() => void refetch()} />
      )}
      {!data && !error && <NoticesSkeleton rows={3} />}
      {data?.data.length === 0 && <p className={classes.nothing}>Nothing has happened to your webhooks.</p>}
      {data && data.data.length > 0 && (
        <ul
          ref={shown}
          className={`${list.list} ${list.around} ${classes.list}`}
          aria-label="Latest notifications"
          data-notices
          tabIndex={-1}
        >
          {data.data.map((notice) => (
            <NoticeItem key={notice.id} notice={notice} onRead={(id) => mark.mutate({ id })} onOpen={onGo} />
          ))}
        </ul>
      )}
      <div className={classes.foot}>
        <Link to="/dashboard/settings/notifications" className={classes.all} onClick={onGo}>
          See all notifications
        </Link>
      </div>
    </>
  );
}
