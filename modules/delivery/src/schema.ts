import { pageInput, pageOf, text, typeId } from '@tidings/kernel/schema';
import { z } from 'zod';

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
      })
      .nullable(),
    timings,
  })
  .meta({ id: 'Attempt' });
export type Attempt = z.output<typeof attempt>;

export const listDeliveriesInput = pageInput.extend({
  id: typeId('wh'),
  status: deliveryStatus.optional(),
  type: text.max(100).optional(),
});
export const deliveryPage = pageOf(delivery);
export const deliveryIdInput = z.object({ id: typeId('del') });
export const attemptList = z.object({ data: z.array(attempt) });
