import { failedClause, readFilter } from '@tidings/event';
import { type Context, statement, tenantOf } from '@tidings/kernel';
import { matches } from './check-subscriptions.ts';
import type { Webhook } from './schema.ts';

/** An event as far as webhooks decide by it; data that were erased are null. */
export type DecidedEvent = { type: string; data: Record<string, unknown> | null; acceptedAt: Date };

/** How a webhook decided on an event; `wanted` when nothing kept the event from it. */
export type Decision = {
  webhookId: string;
  result: 'wanted' | 'paused' | 'disabled' | 'not_subscribed' | 'filtered';
  reason: string;
};

type Row = {
  id: string;
  created_at: Date;
  status: Webhook['status'] | null;
  events: string[] | null;
  filter: string | null;
};

// Index endpoint_by_account, then the primary key of endpoint.revision backwards.
const AT = statement<Row>(
  'endpoint.webhooks-at',
  `SELECT e.id, e.created_at, r.status, r.events, r.filter
   FROM endpoint.endpoint AS e
   LEFT JOIN LATERAL (
     SELECT status, events, filter
     FROM endpoint.revision
     WHERE endpoint_id = e.id AND valid_from <= $2
     ORDER BY valid_from DESC
     LIMIT 1
   ) AS r ON true
   WHERE e.account_id = $1
   ORDER BY e.id`,
);

/**
 * Says of every webhook that the account has now how it stood to an event when that was accepted, by what the
 * webhook was then: it may have been changed since.
 */
export async function explainWebhooks(ctx: Context, event: DecidedEvent): Promise<Decision[]> {
  const rows = await ctx.database.query(AT, [tenantOf(ctx), event.acceptedAt]);
  return rows.map((row) => ({ webhookId: row.id, ...decide(row, event) }));
}

function decide(
  { created_at: createdAt, status, events, filter }: Row,
  event: DecidedEvent,
): Omit<Decision, 'webhookId'> {
  if (status === null || events === null) {
    return {
      result: 'not_subscribed',
      reason: `The webhook was created at ${createdAt.toISOString()}, after this event.`,
    };
  }
  if (!events.some((subscription) => matches(subscription, event.type))) {
    return {
      result: 'not_subscribed',
      reason: `The webhook was subscribed to ${listed(events)}, and not to ${event.type}.`,
    };
  }
  if (status !== 'active')
    return { result: status, reason: `The webhook was ${status} when this event came.` };
  return filterDecision(filter, event.data) ?? { result: 'wanted', reason: 'The webhook wanted this event.' };
}

function filterDecision(
  filter: string | null,
  data: DecidedEvent['data'],
): Omit<Decision, 'webhookId'> | undefined {
  if (filter === null) return undefined;
  if (data === null) {
    const reason =
      "The webhook had a filter. Since the event's data were erased, nobody can tell what it said.";
    return { result: 'filtered', reason };
  }
  const clause = failedClause(readFilter(JSON.parse(filter)), data);
  return clause === null
    ? undefined
    : { result: 'filtered', reason: `The filter did not let it pass: ${clause}.` };
}

const LISTED = 5;

function listed(events: string[]): string {
  const shown = events.slice(0, LISTED).join(', ');
  return events.length > LISTED ? `${shown} and ${events.length - LISTED} more` : shown;
}
