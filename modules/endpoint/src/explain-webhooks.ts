import { catalogOf } from '@tidings/event';
import { type Context, statement, tenantOf } from '@tidings/kernel';
import { matches } from './check-subscriptions.ts';
import { type FilteredEvent, filterReasons } from './decide-filter.ts';
import type { Webhook } from './schema.ts';

type DecidedEvent = FilteredEvent & { acceptedAt: Date };

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
  api_version: string | null;
};

// Index endpoint_by_account, then the primary key of endpoint.revision backwards.
const AT = statement<Row>(
  'endpoint.webhooks-at',
  `SELECT e.id, e.created_at, r.status, r.events, r.filter, r.api_version
   FROM endpoint.endpoint AS e
   LEFT JOIN LATERAL (
     SELECT status, events, filter, api_version
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
 * @param delivered webhooks that got the event. They wanted it, and their filters are not asked.
 */
export async function explainWebhooks(
  ctx: Context,
  event: DecidedEvent,
  delivered: ReadonlySet<string>,
): Promise<Decision[]> {
  const rows = await ctx.database.query(AT, [tenantOf(ctx), event.acceptedAt]);
  const reasonOf = filterReasons(catalogOf(ctx), event, ctx.clock.monotonicMs);
  const decisions: Decision[] = [];
  for (const row of rows) {
    const kept = delivered.has(row.id) ? WANTED : (decide(row, event) ?? (await filtered(row)));
    decisions.push({ webhookId: row.id, ...(kept ?? WANTED) });
  }
  return decisions;

  async function filtered({ filter, api_version: apiVersion }: Row): Promise<Kept | undefined> {
    if (filter === null) return undefined;
    const reason = await reasonOf({ filter, apiVersion: apiVersion ?? event.apiVersion });
    return reason === null ? undefined : { result: 'filtered', reason };
  }
}

type Kept = Omit<Decision, 'webhookId'>;

const WANTED = { result: 'wanted', reason: 'The webhook wanted this event.' } as const;

/** What kept the event from it before its filter was asked. */
function decide({ created_at: createdAt, status, events }: Row, event: DecidedEvent): Kept | undefined {
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
  return undefined;
}

const LISTED = 5;

function listed(events: string[]): string {
  const shown = events.slice(0, LISTED).join(', ');
  return events.length > LISTED ? `${shown} and ${events.length - LISTED} more` : shown;
}
