import type { Delivery } from '@tidings/delivery/schema';
import type { Webhook } from '@tidings/endpoint/schema';

/** A delivery whose retry was just asked for, as the server will show it. */
export function asRetried(delivery: Delivery, nowMs: number): Delivery {
  return {
    ...delivery,
    status: delivery.attempts_made === 0 ? 'pending' : 'retrying',
    next_attempt_at: new Date(nowMs).toISOString(),
  };
}

/** Whether an attempt is due or being made: there is nothing to hurry then. */
export function isUnderWay(delivery: Pick<Delivery, 'status' | 'next_attempt_at'>, nowMs: number): boolean {
  if (delivery.status !== 'pending' && delivery.status !== 'retrying') return false;
  return delivery.next_attempt_at === null || Date.parse(delivery.next_attempt_at) <= nowMs;
}

export function whyNotRetried(
  delivery: Pick<Delivery, 'status' | 'next_attempt_at'>,
  webhook: Pick<Webhook, 'status'> | undefined,
  nowMs: number,
): string | null {
  if (webhook && webhook.status !== 'active') return 'Resume the webhook to retry its deliveries';
  return isUnderWay(delivery, nowMs) ? 'An attempt is under way' : null;
}
