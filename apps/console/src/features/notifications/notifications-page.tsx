import { Button, SegmentedControl, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';

import { isolated } from '../../format/isolated.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { SearchChip } from '../../ui/search-chip.tsx';
import { UnreadLine } from '../../ui/unread-line.tsx';
import { useSession } from '../session/use-session.ts';
import { useMayBeTold } from './may-be-told.ts';
import { NoticeList } from './notice-list.tsx';
import { noticedWebhooks } from './noticed-webhooks.ts';
import classes from './notices.module.css';
import type { NoticesSearch } from './notices-search.ts';
import { PreferencesCard } from './preferences-card.tsx';
import { useMarkAllRead } from './use-mark-read.ts';
import { useNotices } from './use-notices.ts';
import { useUnread } from './use-unread.ts';

interface NotificationsPageProps {
  search: NoticesSearch;
  onSearch: (search: NoticesSearch) => void;
}

/** What the account was told, and what of it the person wants by e-mail. */
export function NotificationsPage(props: NotificationsPageProps) {
  const { account } = useSession();
  if (useMayBeTold()) return <Notifications {...props} />;
  return (
    <Page title="Notifications">
      <EmptyState
        heading="h1"
        title="Notifications: only for developers and admins"
        action={
          <Button variant="default" renderRoot={(props) => <Link to="/dashboard/events" {...props} />}>
            Go to the events
          </Button>
        }
      >
        They are about webhooks, whose pages you cannot open as a viewer of {isolated(account.name)}. Ask an
        admin of it to change your role.
      </EmptyState>
    </Page>
  );
}

function Notifications({ search, onSearch }: NotificationsPageProps) {
  const { account, via } = useSession();
  const { unread = false, webhook } = search;
  const notices = useNotices(search);
  // The same where none is chosen.
  const ofAll = useNotices({ ...search, webhook: undefined });
  const rows = notices.data?.pages.flatMap((page) => page.data) ?? [];
  const counted = useUnread({ enabled: true });
  const count = counted.data;
  const markAll = useMarkAllRead();
  const list = useRef<HTMLDivElement>(null);
  const [newest] = rows;
  const hasUnread = webhook === undefined ? (count?.unread ?? 0) > 0 : rows.some((each) => !each.is_read);
  return (
    <Page title="Notifications" narrow>
      <PageHeader
        title="Notifications"
        sentence={
          <>
            What happened to the webhooks of <bdi>{account.name}</bdi> in the last 90 days.
          </>
        }
      />
      <div className={classes.tools}>
        <SegmentedControl
          aria-label="Which notifications"
          value={unread ? 'unread' : 'all'}
          data={[
            { value: 'all', label: 'All' },
            { value: 'unread', label: 'Unread' },
          ]}
          onChange={(value) => onSearch({ ...search, unread: value === 'unread' ? true : undefined })}
        />
        <SearchChip
          label="Webhook"
          value={webhook}
          options={noticedWebhooks([...rows, ...(ofAll.data?.pages.flatMap((page) => page.data) ?? [])])}
          onChange={(id) => onSearch({ ...search, webhook: id })}
        />
        {newest && hasUnread && (
          <Button
            variant="default"
            className={classes.markAll}
            loading={markAll.isPending}
            onClick={() => {
              list.current?.focus(); // the button goes
              markAll.mutate({ through: newest.id, webhook_id: webhook });
            }}
          >
            {webhook === undefined ? 'Mark all as read' : 'Mark all of it as read'}
          </Button>
        )}
        <VisuallyHidden role="status">{markAll.isSuccess && 'All are marked as read.'}</VisuallyHidden>
      </div>
      <UnreadLine of={[[counted, 'Which of them are unread could not be counted.']]} />
      <NoticeList ref={list} query={notices} search={search} onAll={() => onSearch({})} />
      {via === 'sign_in' && (
        <div className={classes.below}>
          <PreferencesCard />
        </div>
      )}
    </Page>
  );
}
