import { trpc } from '../../api/client.ts';
import type { KeysSearch } from './keys-search.ts';

const PAGE = 50;

/** The keys of the account, or of one app, page by page. */
export function keysQuery({ app }: KeysSearch) {
  return trpc.keys.list.infiniteQueryOptions(
    { limit: PAGE, app_id: app },
    { getNextPageParam: (page) => page.next_cursor ?? undefined },
  );
}
