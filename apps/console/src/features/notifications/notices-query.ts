import { trpc } from '../../api/client.ts';
import type { NoticesSearch } from './notices-search.ts';

const PAGE = 25;

/** What the account was told, newest first, page by page. */
export function noticesQuery({ unread, webhook }: NoticesSearch) {
  return trpc.notifications.list.infiniteQueryOptions(
    { limit: PAGE, unread: unread ?? false, webhook_id: webhook },
    { getNextPageParam: (page) => page.next_cursor ?? undefined },
  );
}
