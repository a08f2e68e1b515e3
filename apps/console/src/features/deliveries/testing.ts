import type { Delivery } from '@tidings/delivery/schema';

/** A delivery that arrived at the first attempt, for tests to make theirs from. */
export function aDelivery(changes: Partial<Delivery> = {}): Delivery {
  return {
    id: 'del_01k9w3m5kqe8nb2v7x4r6t0zcd',
    event_id: 'evt_01k9w3m5kqe8nb2v7x4r6t0zcd',
    event_type: 'email.sent',
    webhook_id: 'wh_01k9w3m5kqe8nb2v7x4r6t0zcd',
    status: 'succeeded',
    attempts_made: 1,
    attempts_max: 6,
    next_attempt_at: null,
    created_at: '2026-11-20T14:32:31.000Z',
    updated_at: '2026-11-20T14:33:36.000Z',
    last_status_code: 200,
    last_error: null,
    last_duration_ms: 112,
    trigger: 'event',
    ...changes,
  };
}
