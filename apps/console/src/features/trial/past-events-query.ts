import { trpc } from '../../api/client.ts';

const PAGE = 8;

/** What past events are chosen by. */
export interface Wanted {
  type: string | undefined;
  q: string | undefined;
}

/** The events of a type, and of what they are about, where one is asked for: newest first, page by page. */
export function pastEventsQuery({ type, q }: Wanted) {
  return trpc.events.list.infiniteQueryOptions(
    { limit: PAGE, type: type || undefined, q: q?.trim() || undefined },
    { getNextPageParam: (page) => page.next_cursor ?? undefined },
  );
}
