import { isTold } from '../live/live.ts';

/** What the stream of news tells of is asked for now and then all the same: news may be lost on their way. */
const TOLD_MS = 30_000;

/**
 * Polls only what has loaded once. TanStack Query turns a failed first load back to "pending" when it is
 * tried again, so polling it would make the error and the skeleton take turns.
 */
export function refreshEvery(ms: number) {
  return (query: { state: { data: unknown } }): number | false =>
    query.state.data === undefined ? false : ms;
}

/** The same for what the stream of news tells of: seldom while it stands. */
export function refreshUnlessTold(ms: number) {
  return (query: { state: { data: unknown } }): number | false =>
    refreshEvery(isTold() ? Math.max(TOLD_MS, ms) : ms)(query);
}
