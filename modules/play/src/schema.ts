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

export const inbox = z.object({
  url: z.string().meta({ description: 'Deliveries to this URL show up here.' }),
  answer_status: z.number().int(),
  data: z.array(arrival),
});
export type ShownInbox = z.output<typeof inbox>;
export const setAnswerInput = z.strictObject({
  status: z.union([z.literal(204), z.literal(500), z.literal(503), z.literal(302)]),
});
