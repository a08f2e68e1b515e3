import { type Config, type Sql, statement } from '@tidings/kernel';
import { matches } from './check-subscriptions.ts';
import { compiledFilters } from './compiled-filters.ts';
import { retryDelays } from './targets.ts';

/** An active webhook, as fan-out needs it. */
export type Subscriber = {
  id: string;
  attemptsMax: number;
  /** Attempts a second; null: no limit. */
  rateLimit: number | null;
  wants: (event: { type: string; data: Record<string, unknown> }) => boolean;
};

type Row = {
  id: string;
  account_id: string;
  rate_limit: number | null;
  events: string[];
  filter_hash: string | null;
  retry_enabled: boolean;
  max_retries: number;
  retry_delays: string[] | null;
};

// Index endpoint_by_account.
const SUBSCRIBERS = statement<Row>(
  'endpoint.subscribers',
  `SELECT id, account_id, rate_limit, events, filter_hash, retry_enabled, max_retries, retry_delays
   FROM endpoint.endpoint
   WHERE account_id = ANY ($1::text[]) AND status = 'active'`,
);

/** The active webhooks of some accounts, by account. */
export async function findSubscribers(
  tx: Sql,
  config: Config,
  accountIds: string[],
): Promise<Map<string, Subscriber[]>> {
  const subscribers = new Map<string, Subscriber[]>();
  const rows = await tx.query(SUBSCRIBERS, [accountIds]);
  const filters = await compiledFilters(tx, rows);
  for (const [index, row] of rows.entries()) {
    const passes = filters[index];
    const subscriber: Subscriber = {
      id: row.id,
      attemptsMax: 1 + retryDelays(row, config).length,
      rateLimit: row.rate_limit,
      wants: ({ type, data }) =>
        row.events.some((subscription) => matches(subscription, type)) && passes?.(data) === true,
    };
    const known = subscribers.get(row.account_id);
    if (known) known.push(subscriber);
    else subscribers.set(row.account_id, [subscriber]);
  }
  return subscribers;
}
