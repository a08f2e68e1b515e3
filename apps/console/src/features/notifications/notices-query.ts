import { trpc } from '../../api/client.ts';

const PAGE = 25;

/** What the account was told, newest first, page by page. */
export function noticesQuery({ unread }: { unread: boolean }) {
  return trpc.notifications.list.infiniteQueryOptions(
    { limit: PAGE, unread },
    { getNextPageParam: (page) => page.next_cursor ?? undefined },
  );
}
