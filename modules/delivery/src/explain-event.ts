import { type Decision, explainWebhooks } from '@tidings/endpoint';
import { type ExplainedEvent, isOwnLoss } from '@tidings/event';
import type { Explanation } from '@tidings/event/schema';
import { type Context, statement, tenantOf } from '@tidings/kernel';
import { type DeliveryRow, deliveryColumns } from './present.ts';

// Index delivery_by_event, from the event's day on: it may be replayed long after it was published.
export const NEWEST_OF_EVENT = statement<DeliveryRow>(
  'delivery.newest-of-event',
  `SELECT DISTINCT ON (d.endpoint_id) ${deliveryColumns('d')}
   FROM delivery.delivery AS d
   WHERE d.event_id = $1 AND d.account_id = $2 AND d.day >= $3::date AND d.event_day = $3::date
   ORDER BY d.endpoint_id, d.day DESC, d.id DESC`,
);

/**
 * Says for every webhook of the account why it got an event or did not: by its newest delivery, and where there is
 * none by what the webhook was when the event came.
 */
export async function explainEvent(ctx: Context, event: ExplainedEvent): Promise<Explanation[]> {
  const rows = await ctx.database.query(NEWEST_OF_EVENT, [event.id, tenantOf(ctx), event.day]);
  const newest = new Map(rows.map((row) => [row.endpoint_id, row]));
  const decisions = await explainWebhooks(ctx, event, new Set(newest.keys()));
  return decisions.map((decision) => {
    const delivery = newest.get(decision.webhookId);
    return delivery ? ofDelivery(delivery) : ofDecision(decision, event);
  });
}

/** Only where it was changed in the very moment in which the event came. */
const BEING_CHANGED = 'The webhook was being changed when this event came.';

function ofDecision({ webhookId, result, reason }: Decision, { type, data }: ExplainedEvent): Explanation {
  const isOwn = data !== null && isOwnLoss({ type, data }, webhookId);
  return {
    webhook_id: webhookId,
    ...(result === 'wanted'
      ? { result: 'not_subscribed', reason: isOwn ? 'The event is about this webhook.' : BEING_CHANGED }
      : { result, reason }),
    delivery_id: null,
  };
}

function ofDelivery(row: DeliveryRow): Explanation {
  return { webhook_id: row.endpoint_id, delivery_id: row.id, ...fateOf(row) };
}

function fateOf(row: DeliveryRow): Pick<Explanation, 'result' | 'reason'> {
  const { status, attempts_made: made } = row;
  const last = row.last_error === null ? '' : `, the last with ${row.last_error}`;
  switch (status) {
    case 'succeeded':
      return {
        result: 'delivered',
        reason: made === 1 ? 'Delivered at once.' : `Delivered by attempt ${made}.`,
      };
    case 'pending':
      return { result: 'pending', reason: 'Waiting for its first attempt.' };
    case 'retrying':
      return { result: 'pending', reason: `${attempts(made)} failed${last}. The next one is planned.` };
    case 'failed':
      return { result: 'failed', reason: `${attempts(made)} failed${last}. No further one is planned.` };
    case 'archived':
      return {
        result: 'failed',
        reason: `${attempts(made)} failed${last}. The delivery was cleared from the log.`,
      };
    case 'cancelled':
      return {
        result: 'failed',
        reason: `The delivery was cancelled after ${attempts(made).toLowerCase()}${last}.`,
      };
    default:
      return status satisfies never;
  }
}

function attempts(made: number): string {
  return made === 1 ? '1 attempt' : `${made === 0 ? 'No' : made} attempts`;
}
