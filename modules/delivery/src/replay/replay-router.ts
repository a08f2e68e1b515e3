import { accountProcedure } from '@tidings/kernel';
import { replayedEvent } from '../schema.ts';
import { cancelReplay } from './cancel-replay.ts';
import { createReplay } from './create-replay.ts';
import { getReplay } from './get-replay.ts';
import { listReplays } from './list-replays.ts';
import { replayEvent } from './replay-event.ts';
import {
  createdReplay,
  createReplayInput,
  listReplaysInput,
  replay,
  replayEventInput,
  replayIdInput,
  replayPage,
} from './replay-schema.ts';

const tag = 'Replays';

/** Procedures of replays, for the module's router. */
export const replayProcedures = {
  create: accountProcedure({ scope: 'deliveries:write', role: 'developer' })
    .meta({
      audit: ['replay.created'],
      rest: {
        method: 'POST',
        path: '/replays',
        status: 202,
        isFound: true,
        hasDryRun: true,
        summary: 'Replay events of a time range, or count them',
        tag,
      },
    })
    .input(createReplayInput)
    .output(createdReplay)
    .mutation(({ ctx, input }) => createReplay(ctx, input)),
  list: accountProcedure({ scope: 'deliveries:read', role: 'developer' })
    .meta({ rest: { method: 'GET', path: '/replays', summary: 'List replays', tag } })
    .input(listReplaysInput)
    .output(replayPage)
    .query(({ ctx, input }) => listReplays(ctx, input)),
  get: accountProcedure({ scope: 'deliveries:read', role: 'developer' })
    .meta({ rest: { method: 'GET', path: '/replays/{id}', summary: 'Read a replay', tag } })
    .input(replayIdInput)
    .output(replay)
    .query(({ ctx, input }) => getReplay(ctx, input)),
  cancel: accountProcedure({ scope: 'deliveries:write', role: 'developer' })
    .meta({
      audit: ['replay.cancelled'],
      rest: { method: 'POST', path: '/replays/{id}/cancel', summary: 'Cancel a replay', tag },
    })
    .input(replayIdInput)
    .output(replay)
    .mutation(({ ctx, input }) => cancelReplay(ctx, input)),
  event: accountProcedure({ scope: 'deliveries:write', role: 'developer' })
    .meta({
      audit: ['event.replayed'],
      rest: {
        method: 'POST',
        path: '/events/{id}/replay',
        status: 202,
        summary: 'Deliver an event once more',
        tag,
      },
    })
    .input(replayEventInput)
    .output(replayedEvent)
    .mutation(({ ctx, input }) => replayEvent(ctx, input)),
};
