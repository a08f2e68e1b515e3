import type { SeenData, Wish } from '@tidings/event';
import type { Looks } from '@tidings/event/schema';
import { type Config, type Logger, type Sql, statement } from '@tidings/kernel';
import { matches } from './check-subscriptions.ts';
import { activeWebhooks, SUBSCRIBER_COLUMNS, type SubscriberRow } from './active-webhooks.ts';
import { compiledFilters, type Passes } from './compiled-filters.ts';
import type { Webhook } from './schema.ts';
import { retryDelays } from './targets.ts';

/** An active webhook, as fan-out needs it. */
export type Subscriber = {
  id: string;
  attemptsMax: number;
  /** Attempts a second; null: no limit. */
  rateLimit: number | null;
  wish: Wish;
  /** Whether `wants` looks at the event's data. */
  isFiltered: boolean;
  subscribesTo: (type: string) => boolean;
  /**
   * @param event with its data as this webhook gets them: see `seenData`.
   * @param looks what the filters of the account share for this event.
   */
  wants: (event: { type: string; data: SeenData }, looks?: Looks) => boolean;
};

type Parts = { config: Config; log: Logger };

/** The active webhooks of some accounts, by account. */
export async function findSubscribers(
  tx: Sql,
  { config, log }: Parts,
  accountIds: string[],
): Promise<Map<string, Subscriber[]>> {
  const subscribers = new Map<string, Subscriber[]>();
  const rows = await activeWebhooks(tx, accountIds);
  const filters = await compiledFilters(tx, log, rows);
  for (const [index, row] of rows.entries()) {
    const subscriber = subscriberOf(row, config, filters[index]);
    const known = subscribers.get(row.account_id);
    if (known) known.push(subscriber);
    else subscribers.set(row.account_id, [subscriber]);
  }
  return subscribers;
}

/** A webhook in whatever state it is. */
export type AnySubscriber = Subscriber & { status: Webhook['status'] };

// Index endpoint_by_account.
const OF_ACCOUNT = statement<SubscriberRow & { status: Webhook['status'] }>(
  'endpoint.subscribers-of-account',
  `SELECT ${SUBSCRIBER_COLUMNS}, status
   FROM endpoint.endpoint
   WHERE account_id = $1 AND ($2::text IS NULL OR id = $2)
   ORDER BY id`,
);

/** The webhooks of an account, or the one that is named, paused and disabled ones as well. */
export async function findAnySubscribers(
  sql: Sql,
  { config, log }: Parts,
  { accountId, endpointId }: { accountId: string; endpointId: string | null },
): Promise<AnySubscriber[]> {
  const rows = await sql.query(OF_ACCOUNT, [accountId, endpointId]);
  const filters = await compiledFilters(sql, log, rows);
  return rows.map((row, index) => ({
    ...subscriberOf(row, config, filters[index]),
    status: row.status,
  }));
}

function subscriberOf(row: SubscriberRow, config: Config, passes: Passes | undefined): Subscriber {
  const subscribesTo = (type: string) => row.events.some((subscription) => matches(subscription, type));
  return {
    id: row.id,
    attemptsMax: 1 + retryDelays(row, config).length,
    rateLimit: row.rate_limit,
    wish: { apiVersion: row.api_version, payloadStyle: row.payload_style },
    isFiltered: row.filter_hash !== null,
    subscribesTo,
    wants: ({ type, data }, looks) =>
      subscribesTo(type) && (data === undefined || passes?.(data, looks) === true),
  };
}
