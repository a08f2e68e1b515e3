import { useQuery } from '@tanstack/react-query';
import type { Replay } from '@tidings/delivery/schema';
import { useState } from 'react';

import { trpc } from '../../../api/client.ts';
import { rateOf, withSample, type Sample } from './rate.ts';
import { isOpen } from './replay-words.ts';

const REFRESH_MS = 1_000;

const SETTLING_MS = 5_000;

/** Watches a replay until it has ended, and what it made until nothing of it is tried again. */
export function useReplay(id: string) {
  return useQuery(
    trpc.replays.get.queryOptions(
      { id },
      {
        refetchInterval: ({ state: { data } }) => {
          if (data && isOpen(data)) return REFRESH_MS;
          return data?.outcomes && data.outcomes.retrying > 0 ? SETTLING_MS : false;
        },
      },
    ),
  );
}

/** Deliveries a second, by what was read of a replay while it was watched; null until that can be told. */
export function useRate(replay: Pick<Replay, 'done'> | undefined, readAtMs: number): number | null {
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  if (replay && samples.at(-1)?.atMs !== readAtMs)
    setSamples(withSample(samples, { atMs: readAtMs, done: replay.done }));
  return rateOf(samples);
}
