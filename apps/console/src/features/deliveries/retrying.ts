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

/** Whether the attempt that was asked for, when the delivery was as `asked`, is still to come. */
export function isAwaited(delivery: Delivery, asked: Delivery): boolean {
  const isOpen = delivery.status === 'pending' || delivery.status === 'retrying';
  return isOpen && delivery.attempts_made <= asked.attempts_made;
}

/** A test is sent anew instead. */
export function canBeRetried({ trigger }: Pick<Delivery, 'trigger'>): boolean {
  return trigger !== 'test';
}

/** Why no attempt can be asked for; null when one can. Whatever became of a delivery that is no test, it can be attempted again. */
export function whyNotRetried(webhook: Pick<Webhook, 'status'> | undefined): string | null {
  return webhook && webhook.status !== 'active' ? 'Resume the webhook to retry its deliveries' : null;
}
