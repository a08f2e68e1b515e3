import { Button, VisuallyHidden } from '@mantine/core';
import type { Notice } from '@tidings/notification/schema';
import type { Ref } from 'react';

import { LiveArea } from '../../log/live-area.tsx';
import { useLiveRows } from '../../log/use-live-rows.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { RowsList } from '../../ui/rows-list.tsx';
import { NoticeItem } from './notice-item.tsx';
import { NoticesSkeleton } from './notices-skeleton.tsx';
import classes from './notices.module.css';
import type { NoticesSearch } from './notices-search.ts';
import { useMarkRead } from './use-mark-read.ts';
import type { useNotices } from './use-notices.ts';

/** With a line for what happened and one for why. */
const ITEM_HEIGHT = 86;

const NOUNS = ['notification', 'notifications'] as const;
/** What is gone from a list of notifications is what the person has read, or all are that are too old. */
const isRead = () => true;

interface NoticeListProps {
  query: ReturnType<typeof useNotices>;
  search: NoticesSearch;
  onAll: () => void;
}

export function NoticeList({ ref, ...props }: NoticeListProps & { ref: Ref<HTMLDivElement> }) {
  const mark = useMarkRead();
  return (
    // Stays when the last unread one is read, takes the focus then, and says so.
    <div ref={ref} data-notices tabIndex={-1} className={classes.around}>
      <VisuallyHidden role="status">{mark.isSuccess && 'Marked as read.'}</VisuallyHidden>
      <Notices {...props} onRead={(id) => mark.mutate({ id })} />
    </div>
  );
}

function Notices({ query, search, onAll, onRead }: NoticeListProps & { onRead: (id: string) => void }) {
  const live = useLiveRows<Notice>(query.data?.pages.flatMap((page) => page.data) ?? null, {
    by: query.isPlaceholderData ? null : JSON.stringify(search),
    leaves: isRead,
  });
  const notices = live.rows;
  if (!notices) {
    if (!query.error) return <NoticesSkeleton rows={5} />;
    return (
      <ErrorNotice
        error={query.error}
        doing="load the notifications"
        meanwhile="None of them is lost."
        onRetry={() => query.refetch()}
      />
    );
  }
  if (notices.length === 0) return <Nothing search={search} onAll={onAll} />;
  return (
    <>
      <LiveArea area={live.area} waiting={live.waiting} nouns={NOUNS} onShow={live.show}>
        <NoticeRows notices={notices} isWhole={!query.hasNextPage} onRead={onRead} />
      </LiveArea>
      {/* By its button alone: what is below the list would never be reached. */}
      <LoadMore pages={query} noun="notifications" />
    </>
  );
}

interface NoticeRowsProps {
  notices: readonly Notice[];
  isWhole: boolean;
  onRead: (id: string) => void;
}

function NoticeRows({ notices, isWhole, onRead }: NoticeRowsProps) {
  return (
    <RowsList label="Notifications" className={classes.list} rows={notices} rowHeight={ITEM_HEIGHT}>
      {(notice, at) => (
        <NoticeItem
          key={notice.id}
          notice={notice}
          place={{ at, of: isWhole ? notices.length : -1 }}
          onRead={onRead}
        />
      )}
    </RowsList>
  );
}

function Nothing({ search, onAll }: { search: NoticesSearch; onAll: () => void }) {
  const { unread = false, webhook } = search;
  if (unread || webhook !== undefined) {
    const what = unread ? 'You have read everything' : 'Nothing has happened';
    return (
      <EmptyState
        title={webhook === undefined ? what : `${what} of this webhook`}
        action={
          <Button variant="default" onClick={onAll}>
            Show all
          </Button>
        }
      >
        What happens to the webhooks of this account next will be here.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nothing has happened">
      When a webhook begins to fail, comes near being paused, is paused or works again, it is told here.
    </EmptyState>
  );
}
