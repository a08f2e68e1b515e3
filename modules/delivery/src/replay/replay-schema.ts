import { eventTypeName } from '@tidings/event/schema';
import { pageInput, pageOf, timestamp, typeId } from '@tidings/kernel/schema';
import { z } from 'zod';

const replayStatus = z.enum(['counting', 'running', 'completed', 'cancelled', 'failed']);
export type ReplayStatus = z.output<typeof replayStatus>;

const replayOutcomes = z.object({
  succeeded: z
    .number()
    .int()
    .nullable()
    .meta({ description: 'Deliveries that arrived; null where too many others are to be looked at.' }),
  failed: z.number().int().meta({
    description:
      'Deliveries that were given up, and are not delivered: cleared and cancelled ones too. At least so many where `succeeded` is null.',
  }),
  retrying: z.number().int().meta({ description: 'Deliveries that were attempted and are tried again.' }),
  webhooks: z
    .array(z.object({ webhook_id: typeId('wh'), failed: z.number().int(), retrying: z.number().int() }))
    .meta({ description: 'The same of each webhook of which there are any, 100 at most.' }),
});

export const replay = z
  .object({
    id: typeId('rpl'),
    status: replayStatus,
    created_after: z.string(),
    created_before: z.string(),
    types: z.array(z.string()).nullable(),
    webhook_id: typeId('wh').nullable(),
    only_failed: z.boolean(),
    only_missed: z.boolean(),
    total: z.number().int().meta({ description: 'Deliveries to make; those found so far while `counting`.' }),
    done: z.number().int().meta({ description: 'Deliveries of which at least one attempt was made.' }),
    waiting_for: z
      .array(typeId('wh'))
      .meta({ description: 'Webhooks that are paused or disabled: it goes on when they are resumed.' }),
    error: z.string().nullable().meta({ description: 'Why it ended early, for all or for some webhooks.' }),
    outcomes: replayOutcomes.nullable().meta({
      description: 'Of a replay that has ended and is read by its id; null otherwise, as in lists.',
    }),
    created_by: z.object({ type: z.string(), id: z.string(), name: z.string() }),
    created_at: z.string(),
    updated_at: z.string(),
    finished_at: z.string().nullable(),
  })
  .meta({ id: 'Replay' });
export type Replay = z.output<typeof replay>;

/** Which events are replayed, and to which webhooks. */
export const createReplayInput = z
  .strictObject({
    created_after: timestamp.meta({ description: 'Events whose `created_at` is later than this.' }),
    created_before: timestamp.meta({
      description: 'Events whose `created_at` is earlier than this; now, if it lies in the future.',
    }),
    types: z
      .array(eventTypeName)
      .min(1, 'Name at least one type, or leave it out for all.')
      .max(100)
      .optional(),
    webhook_id: typeId('wh')
      .optional()
      .meta({ description: 'One webhook; all that are active now if left out.' }),
    only_failed: z.boolean().default(false).meta({
      description:
        'Only events of which all deliveries to the webhook have ended, and none succeeded; those that wait for a retry are left to it.',
    }),
    only_missed: z
      .boolean()
      .default(false)
      .meta({ description: 'Only events of which the webhook has no delivery at all.' }),
    dry_run: z
      .boolean()
      .default(false)
      .meta({ description: 'Counts, and answers 200 with the number. Nothing is replayed.' }),
  })
  .meta({ id: 'CreateReplay' });
export type CreateReplayInput = z.output<typeof createReplayInput>;

export const replayPreview = z
  .object({
    total: z.number().int().meta({ description: 'Deliveries that the replay would make.' }),
    is_estimate: z
      .boolean()
      .meta({ description: 'Counting took too long and was broken off: there are at least so many.' }),
  })
  .meta({ id: 'ReplayPreview' });
export type ReplayPreview = z.output<typeof replayPreview>;

export const createdReplay = z.union([replay, replayPreview]);
export const replayIdInput = z.strictObject({ id: typeId('rpl') });
export const listReplaysInput = pageInput;
export type ListReplaysInput = z.output<typeof listReplaysInput>;
export const replayPage = pageOf(replay);

export const replayEventInput = z
  .strictObject({
    id: typeId('evt'),
    webhook_id: typeId('wh')
      .optional()
      .meta({ description: 'One webhook; all active ones that get such an event if left out.' }),
  })
  .meta({ id: 'ReplayEvent' });
export type ReplayEventInput = z.output<typeof replayEventInput>;
