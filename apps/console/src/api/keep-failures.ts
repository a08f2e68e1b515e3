import type { Query, QueryClient } from '@tanstack/react-query';

/**
 * Keeps why something could not be read for as long as it is shown and read again, by whomever. TanStack Query forgets that
 * as soon as a first load is tried again: the notice would give way to a skeleton, and come back where it fails once more.
 * Who comes to it anew sees it load.
 */
export function keepFailures(client: QueryClient): void {
  const errors = new WeakMap<Query, Error>();
  const arriving = new WeakSet<Query>();
  client.getQueryCache().subscribe((event) => {
    const { query } = event;
    if (event.type === 'observerAdded' && query.getObserversCount() === 1) {
      // It is asked for right after that.
      arriving.add(query);
      queueMicrotask(() => arriving.delete(query));
    }
    if (event.type !== 'updated') return;
    const { status, data, error } = query.state;
    const before = errors.get(query);
    if (status === 'error' && data === undefined && error) errors.set(query, error);
    else if (event.action.type !== 'fetch') errors.delete(query);
    else if (before && status === 'pending' && query.isActive() && !arriving.has(query))
      query.setState({ status: 'error', error: before });
  });
}
