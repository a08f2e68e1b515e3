import { Button, Text, VisuallyHidden } from '@mantine/core';
import { useRef } from 'react';

import { ErrorNotice } from '../../ui/error-notice.tsx';
import classes from './bell.module.css';
import { NoticeItem } from './notice-item.tsx';
import list from './notices.module.css';
import { NoticesSkeleton } from './notices-skeleton.tsx';
import { useLatestNotices } from './use-latest-notices.ts';
import { useMarkAllRead, useMarkRead } from './use-mark-read.ts';

interface LatestNoticesProps {
  unread: number;
  onGo: () => void;
}

/** The newest of what there is to read, and the way to all of it. */
export function LatestNotices({ unread, onGo }: LatestNoticesProps) {
  const { data, error, refetch } = useLatestNotices();
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
        <ErrorNotice
          error={error}
          doing="load the notifications"
          meanwhile="None of them is lost."
          onRetry={() => refetch()}
        />
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
    </>
  );
}
