import { useQuery } from '@tanstack/react-query';
import type { Sparklines } from '@tidings/metrics/schema';

import { trpc } from '../../../api/client.ts';
import { refreshUnlessTold } from '../../../api/refresh.ts';
import { weekOf, type Line, type Week } from './week.ts';

const REFRESH_MS = 30_000;

export interface Pulse extends Week {
  line: Line | undefined;
}

export interface Pulses {
  /** Begin of the first hour. */
  from: string;
  of: (webhookId: string) => Pulse;
}

function pulsesOf({ from, data }: Sparklines): Pulses {
  const known = new Map(data.map((line) => [line.webhook_id, { ...weekOf(line), line }]));
  const none: Pulse = { ...weekOf(undefined), line: undefined };
  return { from, of: (webhookId) => known.get(webhookId) ?? none };
}

/** Seven days of every webhook, hour by hour. */
export function useSparklines() {
  return useQuery(
    trpc.metrics.sparklines.queryOptions(
      {},
      { refetchInterval: refreshUnlessTold(REFRESH_MS), select: pulsesOf },
    ),
  );
}
