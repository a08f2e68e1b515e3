import { subscription } from '@tidings/event/schema';
import { pageInput, pageOf, text, timestamp, typeId } from '@tidings/kernel/schema';
import { z } from 'zod';
import { attempt } from './attempt-schema.ts';

export * from './attempt-schema.ts';
export * from './diagnosis/diagnosis-schema.ts';
export * from './listening/listening-schema.ts';
export * from './replay/replay-schema.ts';
export * from './trial/trial-schema.ts';

export const deliveryStatus = z.enum(['pending', 'retrying', 'succeeded', 'failed', 'cancelled', 'archived']);
export type DeliveryStatus = z.output<typeof deliveryStatus>;

export const delivery = z
  .object({
    id: typeId('del'),
    event_id: typeId('evt'),
    event_type: z.string(),
    webhook_id: typeId('wh'),
    status: deliveryStatus,
    attempts_made: z.number().int(),
    attempts_max: z.number().int(),
    next_attempt_at: z.string().nullable(),
    created_at: z.string(),
    updated_at: z.string(),
    last_status_code: z.number().int().nullable(),
    last_error: z.string().nullable(),
    last_duration_ms: z.number().int().nullable(),
    trigger: z.enum(['event', 'test', 'replay', 'manual']),
  })
  .meta({ id: 'Delivery' });
export type Delivery = z.output<typeof delivery>;

/**
 * Several values of a filter: an array, or, as in a query string, one text with commas between them. Each is
 * kept once. A fault is that of the whole parameter, since a query string has no places inside of one.
 */
function listOf<Item extends z.ZodType<string>>(item: Item, about: { atMost: number; description: string }) {
  const items = z.array(item).min(1).max(about.atMost);
  return z
    .union([z.string(), z.array(z.string())])
    .transform((given, context): z.output<Item>[] => {
      const parts = typeof given === 'string' ? given.split(',').map((part) => part.trim()) : given;
      const parsed = items.safeParse([...new Set(parts)]);
      if (parsed.success) return parsed.data;
      context.addIssue({ code: 'custom', message: parsed.error.issues[0]?.message ?? 'Not valid.' });
      return z.NEVER;
    })
    .optional()
    .meta({
      description: about.description,
      // What is written to clients: an array, in a query string `status=failed,cancelled`.
      param: { style: 'form', explode: false },
      override: { anyOf: undefined, ...z.toJSONSchema(items, { io: 'input' }), $schema: undefined },
    });
}

const TYPES = 'One or several event types, such as `email.opened`, resources (`email.*`), or `*` for all.';

/** What narrows a webhook's log; all that are given must hold. */
const filters = {
  status: listOf(deliveryStatus, { atMost: 6, description: 'One or several statuses.' }),
  type: listOf(subscription, { atMost: 50, description: TYPES }),
  created_after: timestamp.optional(),
  created_before: timestamp.optional(),
  q: text.max(320).optional().meta({
    description:
      'The whole id of an event or of a delivery, or the whole value of a facet or its label, such as `ada@example.com`.',
  }),
};

export const listDeliveriesInput = pageInput.extend({ id: typeId('wh'), ...filters });
export type ListDeliveriesInput = z.output<typeof listDeliveriesInput>;
/** Without `limit` and `cursor`: an export has all that matches. */
export const exportDeliveriesInput = z.strictObject({ id: typeId('wh'), ...filters });
export type DeliveryFilters = z.output<typeof exportDeliveriesInput>;
export const deliveryPage = pageOf(delivery);
export const deliveryIdInput = z.strictObject({ id: typeId('del') });
export const listAttemptsInput = pageInput.extend({ id: typeId('del') });
export type ListAttemptsInput = z.output<typeof listAttemptsInput>;
export const attemptPage = pageOf(attempt);
export const latestAttemptsInput = z.strictObject({
  id: typeId('wh'),
  limit: z.number().int().min(1).max(50).default(8),
});
export type LatestAttemptsInput = z.output<typeof latestAttemptsInput>;
const latestAttempt = attempt
  .pick({
    id: true,
    delivery_id: true,
    number: true,
    started_at: true,
    duration_ms: true,
    outcome: true,
    error: true,
    status_code: true,
  })
  .extend({ event_type: z.string() });
export type LatestAttempt = z.output<typeof latestAttempt>;
export const latestAttemptList = z.object({ data: z.array(latestAttempt) });
export type LatestAttempts = z.output<typeof latestAttemptList>;

/** Which of a webhook's failed deliveries: all of them, or those for which everything given holds. */
export const failedDeliveriesInput = z
  .strictObject({
    id: typeId('wh'),
    // Unlike a query string a body has lists; what is to be changed is not guessed at.
    type: z
      .array(subscription)
      .min(1)
      .max(50)
      .optional()
      .meta({ description: `${TYPES} Of one that nothing failed with there is nothing to change.` }),
    created_after: filters.created_after,
    created_before: filters.created_before,
  })
  .meta({ id: 'FailedDeliveries' });
export type FailedDeliveriesInput = z.output<typeof failedDeliveriesInput>;
export const deliveryCount = z.object({
  count: z.number().int().meta({ description: 'How many deliveries were changed.' }),
});
export type DeliveryCount = z.output<typeof deliveryCount>;

export const failedSummaryInput = z.strictObject({ id: typeId('wh') });
export const failedSummary = z
  .object({
    failed: z.number().int().meta({ description: 'Exhausted and not archived.' }),
    retrying: z.number().int().meta({ description: 'Failed so far, with another attempt to come.' }),
    most_common_error: z
      .object({ error: z.string(), count: z.number().int() })
      .nullable()
      .meta({ description: 'The error class that most of them ended with last.' }),
    next_attempt_at: z.string().nullable().meta({ description: 'When the next of the retries is due.' }),
    held_back: z
      .object({
        by: z.enum(['circuit_breaker', 'catching_up', 'rate_limit']),
        until: z.string().nullable().meta({ description: 'When the next one may go out.' }),
      })
      .nullable()
      .meta({
        description:
          'What keeps due deliveries waiting: the circuit breaker is open after failures in a row, the webhook was resumed and catches up, or its rate limit.',
      }),
    failed_is_estimate: z.boolean().meta({
      description: 'More have failed than the newest 10,000, which were looked at.',
    }),
    retrying_is_estimate: z.boolean().meta({
      description: 'More wait than the 10,000 that are due first, which were looked at.',
    }),
  })
  .meta({ id: 'FailedSummary' });
export type FailedSummary = z.output<typeof failedSummary>;

/** What a replay of one event made. */
export const replayedEvent = z
  .object({
    count: z.number().int().meta({ description: 'How many deliveries were made.' }),
    data: z.array(delivery).meta({ description: 'The deliveries, the first 100 at most.' }),
  })
  .meta({ id: 'ReplayedEvent' });
export type ReplayedEvent = z.output<typeof replayedEvent>;

export const sourceIpPage = pageOf(z.string().meta({ description: 'An address, or a range as CIDR.' }));
