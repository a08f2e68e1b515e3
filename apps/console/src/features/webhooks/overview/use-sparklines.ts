import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { SPARKLINES_LIMIT, type Sparklines } from '@tidings/metrics/schema';

import { client, trpc } from '../../../api/client.ts';
import { refreshUnlessTold } from '../../../api/refresh.ts';
import { weekOf, type Line, type Week } from './week.ts';

const REFRESH_MS = 30_000;

export interface Pulse extends Week {
  line: Line | undefined;
}

export interface Pulses {
  /** Begin of the first hour. */
  from: string;
  /** Undefined of a webhook of which nothing is known yet. */
  of: (webhookId: string) => Pulse | undefined;
}

/** Webhooks without attempts are not in the answer, so it is kept who was asked about. */
interface Asked extends Sparklines {
  ids: readonly string[];
}

/** In parts, as many at a time as the server answers. */
async function ask(ids: readonly string[], signal: AbortSignal): Promise<Asked> {
  const parts = Array.from({ length: Math.ceil(ids.length / SPARKLINES_LIMIT) }, (_, part) =>
    ids.slice(part * SPARKLINES_LIMIT, (part + 1) * SPARKLINES_LIMIT),
  );
  const answers = await Promise.all(
    parts.map((part) => client.metrics.sparklines.query({ ids: part }, { signal })),
  );
  return { ids, from: answers.at(-1)?.from ?? '', data: answers.flatMap(({ data }) => data) };
}

function pulsesOf({ from, ids, data }: Asked): Pulses {
  const none: Pulse = { ...weekOf(undefined), line: undefined };
  const known = new Map(ids.map((id) => [id, none]));
  for (const line of data) known.set(line.webhook_id, { ...weekOf(line), line });
  return { from, of: (webhookId) => known.get(webhookId) };
}

/** Seven days of the webhooks on screen, hour by hour. */
export function useSparklines(shown: readonly string[]) {
  // In an order of their own, so that sorting the list asks for nothing again.
  const ids = shown.toSorted();
  return useQuery({
    // Below the procedure's own key, so that whatever reads it again reads this again.
    queryKey: [...trpc.metrics.sparklines.pathKey(), ids],
    queryFn: ({ signal }) => ask(ids, signal),
    enabled: ids.length > 0,
    // While a filter is typed, what stays on screen keeps its lines.
    placeholderData: keepPreviousData,
    refetchInterval: refreshUnlessTold(REFRESH_MS),
    select: pulsesOf,
  });
}
