import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { refreshUnlessTold } from '../../../api/refresh.ts';
import { type Asked, sparklinesQuery } from './sparklines-query.ts';
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

function pulsesOf({ from, ids, data }: Asked): Pulses {
  const none: Pulse = { ...weekOf(undefined), line: undefined };
  const known = new Map(ids.map((id) => [id, none]));
  for (const line of data) known.set(line.webhook_id, { ...weekOf(line), line });
  return { from, of: (webhookId) => known.get(webhookId) };
}

/** Seven days of the webhooks on screen, hour by hour. */
export function useSparklines(shown: readonly string[]) {
  return useQuery({
    ...sparklinesQuery(shown),
    // While a filter is typed, what stays on screen keeps its lines.
    placeholderData: keepPreviousData,
    refetchInterval: refreshUnlessTold(REFRESH_MS),
    select: pulsesOf,
  });
}
