import type { Attempt, AttemptError, Delivery, DeliveryStatus, Timings } from '../schema.ts';

export type DeliveryRow = {
  day: string;
  id: string;
  endpoint_id: string;
  event_day: string;
  event_id: string;
  event_type: string;
  variant: string | null;
  status: DeliveryStatus;
  trigger: Delivery['trigger'];
  attempts_made: number;
  attempts_max: number;
  next_attempt_at: Date | null;
  created_at: Date;
  updated_at: Date;
  last_status_code: number | null;
  last_error: string | null;
  last_duration_ms: number | null;
};

const COLUMNS = [
  'day',
  'id',
  'endpoint_id',
  'event_day',
  'event_id',
  'event_type',
  'variant',
  'status',
  'trigger',
  'attempts_made',
  'attempts_max',
  'next_attempt_at',
  'created_at',
  'updated_at',
  'last_status_code',
  'last_error',
  'last_duration_ms',
] as const satisfies (keyof DeliveryRow)[];

/** The columns of {@link DeliveryRow}, of the table with this alias. */
export function deliveryColumns(alias: string): string {
  return COLUMNS.map((column) => `${alias}.${column}`).join(', ');
}

export function presentDelivery({
  day: _,
  event_day: __,
  variant: ___,
  endpoint_id,
  ...row
}: DeliveryRow): Delivery {
  return {
    ...row,
    webhook_id: endpoint_id,
    next_attempt_at: row.next_attempt_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

export type AttemptRow = {
  id: string;
  delivery_id: string;
  number: number;
  started_at: Date;
  duration_ms: number | null;
  outcome: Attempt['outcome'];
  error: AttemptError | null;
  error_detail: string | null;
  status_code: number | null;
  url: string;
  /** JSON, in columns of type text: it is only ever read as a whole. */
  request_headers: string;
  response: string | null;
  timings: string;
  /** Of a test, whose event is in no log. */
  request_body: string | null;
};

/** @param body what was sent: the event's envelope, or '' when it is past its retention. */
export function presentAttempt(
  { url, request_headers, request_body, ...row }: AttemptRow,
  body: string,
): Attempt {
  return {
    ...row,
    started_at: row.started_at.toISOString(),
    // We wrote these ourselves when the attempt was recorded; the procedure's output schema checks them again.
    request: {
      url,
      headers: JSON.parse(request_headers) as Attempt['request']['headers'],
      body: request_body ?? body,
    },
    response: row.response === null ? null : (JSON.parse(row.response) as Attempt['response']),
    timings: JSON.parse(row.timings) as Timings,
  };
}
