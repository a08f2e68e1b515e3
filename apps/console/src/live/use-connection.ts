import { useSyncExternalStore } from 'react';

import { connectionNow, followConnection } from './live.ts';
import type { Connection } from './news-stream.ts';

/** How the stream of news stands. It is open for as long as anything on the page uses this. */
export function useConnection(): Connection {
  return useSyncExternalStore(followConnection, connectionNow);
}
