import { useLayoutEffect } from 'react';

import { holdRows, releaseRows } from './log-query.ts';

/**
 * While `hold` is true, the rows of the log with this name stay as they are, so that nothing moves under the
 * eyes or the pointer. Before the page is painted: not even what arrives in that very moment may move them.
 */
export function useHeldLog(name: string, hold: boolean): void {
  useLayoutEffect(() => {
    if (!hold) return undefined;
    holdRows(name);
    return () => releaseRows(name);
  }, [name, hold]);
}
