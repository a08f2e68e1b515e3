import { useMutation } from '@tanstack/react-query';
import type { Replay, ReplayPreview } from '@tidings/delivery/schema';

import { client, queryClient, trpc } from '../../../api/client.ts';
import type { ReplayInput } from './replay-values.ts';

/** Counts what a replay would make, and makes nothing. */
export function usePreviewReplay() {
  return useMutation({
    mutationFn: async (input: ReplayInput): Promise<ReplayPreview> => {
      const counted = await client.replays.create.mutate({ ...input, dry_run: true });
      if (!('is_estimate' in counted)) throw new Error('A preview was answered with a replay.');
      return counted;
    },
  });
}

export function useStartReplay() {
  return useMutation({
    mutationFn: async (input: ReplayInput): Promise<Replay> => {
      const started = await client.replays.create.mutate(input);
      if ('is_estimate' in started) throw new Error('A replay was answered with a preview.');
      return started;
    },
    onSuccess: (replay) => {
      queryClient.setQueryData(trpc.replays.get.queryKey({ id: replay.id }), replay);
      void queryClient.invalidateQueries(trpc.replays.list.pathFilter());
    },
  });
}
