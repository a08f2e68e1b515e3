import { type Decision, explainWebhooks } from '@tidings/endpoint';
import { type ExplainedEvent, keptFrom } from '@tidings/event';
import type { Explanation } from '@tidings/event/schema';
import { type Context, statement, tenantOf } from '@tidings/kernel';
import { type DeliveryRow, deliveryColumns } from './present.ts';

// Index delivery_by_event, from the event's day on: it may be replayed long after it was published. What has arrived has,
// whatever becomes of a later delivery.
export const TELLING_OF_EVENT = statement<DeliveryRow>(
  'delivery.telling-of-event',
  `SELECT DISTINCT ON (d.endpoint_id) ${deliveryColumns('d')}
   FROM delivery.delivery AS d
   WHERE d.event_id = $1 AND d.account_id = $2 AND d.day >= $3::date AND d.event_day = $3::date
     AND d.trigger <> 'test'
   ORDER BY d.endpoint_id, (d.status = 'succeeded') DESC, d.day DESC, d.id DESC`,
);

/**
 * Says for every webhook of the account why it got an event or did not: by the newest delivery that arrived, or else the
 * newest, and where there is none by what the webhook was when the event came.
 */
export async function explainEvent(ctx: Context, event: ExplainedEvent): Promise<Explanation[]> {
  const rows = await ctx.database.query(TELLING_OF_EVENT, [event.id, tenantOf(ctx), event.day]);
  const deliveries = new Map(rows.map((row) => [row.endpoint_id, row]));
  const decisions = await explainWebhooks(ctx, event, new Set(deliveries.keys()));
  return decisions.map((decision) => {
    const delivery = deliveries.get(decision.webhookId);
    return delivery ? ofDelivery(delivery) : ofDecision(decision, event);
  });
}

/** Only where it was changed in the very moment in which the event came. */
const BEING_CHANGED = 'The webhook was being changed when this event came.';

function ofDecision({ webhookId, result, reason }: Decision, { type, data }: ExplainedEvent): Explanation {
  const kept = data === null ? undefined : keptFrom({ type, data }, webhookId);
  return {
    webhook_id: webhookId,
    ...(result === 'wanted'
      ? { result: 'not_subscribed', reason: kept ?? BEING_CHANGED }
      : { result, reason }),
    delivery_id: null,
  };
}

function ofDelivery(row: DeliveryRow): Explanation {
  return { webhook_id: row.endpoint_id, delivery_id: row.id, ...fateOf(row) };
}

function fateOf(row: DeliveryRow): Pick<Explanation, 'result' | 'reason'> {
  const { status, attempts_made: made } = row;
  const last = lastOf(row);
  switch (status) {
    case 'succeeded':
      return { result: 'delivered', reason: `Delivered by attempt ${made}${ORIGINS[row.trigger]}.` };
    case 'pending':
      return {
        result: 'pending',
        reason: row.last_error === null ? 'Waiting for its first attempt.' : untried(row),
      };
    case 'retrying':
      return { result: 'pending', reason: `${attempts(made)} failed${last}. ${nextOf(row)}` };
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

/** That it arrived says nothing of when: it may have waited for a webhook that was paused, or been replayed a week later. */
const ORIGINS: Record<DeliveryRow['trigger'], string> = {
  event: '',
  test: ' of a test',
  replay: ' of a replay',
  manual: ' of a delivery by hand',
};

/** What the last attempt came to: the status where there is one, and else the class of its error. */
function lastOf({ attempts_made: made, last_error: error, last_status_code: code }: DeliveryRow): string {
  if (error === null || made === 0) return '';
  return error.startsWith('http_') && code !== null
    ? `, the last with HTTP ${code}`
    : `, the last with the error ${error}`;
}

/** No attempt was made, and still there is an error: what is sent could not be made (see `noteUntried`). */
function untried({ last_error: error, next_attempt_at: at }: DeliveryRow): string {
  const next = at === null ? 'It is tried again soon.' : `It is tried again at ${at.toISOString()}.`;
  return `No attempt yet: what is sent could not be made, by a fault on our side (${error}). ${next}`;
}

function nextOf({ next_attempt_at: at }: DeliveryRow): string {
  return at === null ? 'The next one is due.' : `The next one is planned for ${at.toISOString()}.`;
}

function attempts(made: number): string {
  return made === 1 ? '1 attempt' : `${made === 0 ? 'No' : made} attempts`;
}
