/**
 * Polls only what has loaded once. TanStack Query turns a failed first load back to "pending" when it is
 * tried again, so polling it would make the error and the skeleton take turns.
 */
export function refreshEvery(ms: number) {
  return (query: { state: { data: unknown } }): number | false =>
    query.state.data === undefined ? false : ms;
}
