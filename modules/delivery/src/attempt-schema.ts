import { typeId } from '@tidings/kernel/schema';
import { z } from 'zod';

/** Milliseconds of each phase; null where it did not happen, as DNS and connect on a connection that was open already. */
export const timings = z.object({
  dns: z.number().nullable(),
  connect: z.number().nullable(),
  tls: z.number().nullable(),
  first_byte: z.number().nullable(),
  total: z.number().nullable(),
});
export type Timings = z.output<typeof timings>;

/** Why an attempt failed. `http_3xx` … `http_5xx` by status class; `internal` by a fault of ours; the rest before or during the exchange. */
export const attemptError = z.enum([
  'dns',
  'refused',
  'unreachable',
  'tls',
  'timeout',
  'reset',
  'blocked',
  'protocol',
  'interrupted',
  'internal',
  'http_1xx',
  'http_3xx',
  'http_4xx',
  'http_5xx',
]);
export type AttemptError = z.output<typeof attemptError>;

export const attempt = z
  .object({
    id: typeId('att'),
    delivery_id: typeId('del'),
    number: z.number().int(),
    started_at: z.string(),
    duration_ms: z.number().int().nullable(),
    outcome: z.enum(['succeeded', 'failed', 'interrupted']),
    error: attemptError.nullable(),
    error_detail: z.string().nullable(),
    status_code: z.number().int().nullable(),
    request: z.object({ url: z.string(), headers: z.record(z.string(), z.string()), body: z.string() }),
    response: z
      .object({
        headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
        body: z.string(),
        truncated: z.boolean(),
        compressed: z.object({ encoding: z.string(), bytes: z.number().int() }).optional().meta({
          description:
            'There only when the body was compressed: it is not unpacked, and `body` is empty. `bytes` is how many were read.',
        }),
      })
      .nullable(),
    timings,
  })
  .meta({ id: 'Attempt' });
export type Attempt = z.output<typeof attempt>;
