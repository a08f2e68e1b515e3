import { z } from 'zod';

/** One request that the built-in receiver got. */
export const arrival = z.object({
  id: z.number().int(),
  received_at: z.string(),
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  answered: z.number().int().meta({ description: 'HTTP status that the receiver answered.' }),
  webhook: z.object({ id: z.string(), name: z.string() }).nullable(),
  delivery_id: z.string().nullable(),
  verification: z.object({
    verdict: z.enum(['verified', 'failed', 'unknown']),
    detail: z.string(),
  }),
});
export type Arrival = z.output<typeof arrival>;

/** What an account's second and further receivers are called; it is the end of their URL. */
export const receiverName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'Lower-case letters, digits and hyphens, 40 at most.');

/** The statuses that teach something about deliveries; the first is what a receiver answers unless told otherwise. */
export const ANSWER_STATUSES = [204, 200, 302, 400, 410, 429, 500, 503] as const;
/** Longer than the longest timeout of a webhook, so that any of them can be missed. */
export const LONGEST_DELAY_MS = 35_000;

export const answer = z.object({
  status: z.literal(ANSWER_STATUSES),
  delay_ms: z.number().int().min(0).max(LONGEST_DELAY_MS, 'At most 35 seconds.').default(0),
  body: z.string().max(100_000, 'At most 100,000 characters.').default(''),
});
export type Answer = z.output<typeof answer>;

export const inbox = z.object({
  name: receiverName.nullable().meta({ description: 'null: the one that every account has.' }),
  url: z.string().meta({ description: 'Deliveries to this URL show up here.' }),
  answer,
  data: z.array(arrival),
  receivers: z
    .array(z.object({ name: receiverName.nullable(), url: z.string(), arrivals: z.number().int() }))
    .meta({ description: 'All of the account, this one among them.' }),
});
export type ShownInbox = z.output<typeof inbox>;

export const inboxInput = z.strictObject({ name: receiverName.optional() });
export type InboxInput = z.output<typeof inboxInput>;
export const setAnswerInput = z
  .strictObject({ ...inboxInput.shape, ...answer.shape })
  .refine(({ status, body }) => status !== 204 || body === '', {
    path: ['body'],
    error: 'An answer with 204 has no body. Choose 200.',
  });
export type SetAnswerInput = z.output<typeof setAnswerInput>;
