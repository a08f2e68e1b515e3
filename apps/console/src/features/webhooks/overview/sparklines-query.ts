import { queryOptions } from '@tanstack/react-query';
import type { Sparklines } from '@tidings/metrics/schema';

import { client, trpc } from '../../../api/client.ts';
import { MOST_LINES } from '../limits.ts';

/** Webhooks without attempts are not in the answer, so it is kept who was asked about. */
export interface Asked extends Sparklines {
  ids: readonly string[];
}

/** In parts, as many at a time as the server answers. */
async function ask(ids: readonly string[], signal: AbortSignal): Promise<Asked> {
  const parts = Array.from({ length: Math.ceil(ids.length / MOST_LINES) }, (_, part) =>
    ids.slice(part * MOST_LINES, (part + 1) * MOST_LINES),
  );
  const answers = await Promise.all(
    parts.map((part) => client.metrics.sparklines.query({ ids: part }, { signal })),
  );
  return { ids, from: answers.at(-1)?.from ?? '', data: answers.flatMap(({ data }) => data) };
}

/** Seven days of these webhooks, hour by hour. */
export function sparklinesQuery(shown: readonly string[]) {
  // In an order of their own, so that sorting the list asks for nothing again.
  const ids = shown.toSorted();
  return queryOptions({
    // Below the procedure's own key, so that whatever reads it again reads this again.
    queryKey: [...trpc.metrics.sparklines.pathKey(), ids],
    queryFn: ({ signal }) => ask(ids, signal),
    enabled: ids.length > 0,
  });
}
