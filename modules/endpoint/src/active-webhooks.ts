import type { PayloadStyle } from '@tidings/event';
import { type Sql, statement } from '@tidings/kernel';

/** What fan-out needs of a webhook, as it is stored. */
export type SubscriberRow = {
  id: string;
  account_id: string;
  rate_limit: number | null;
  events: string[];
  filter_hash: string | null;
  api_version: string;
  payload_style: PayloadStyle;
  retry_enabled: boolean;
  max_retries: number;
  retry_delays: string[] | null;
};

export const SUBSCRIBER_COLUMNS = `id, account_id, rate_limit, events, filter_hash, api_version, payload_style,
   retry_enabled, max_retries, retry_delays`;

// Index endpoint_by_account. `xmin` is the transaction that last wrote the row (PostgreSQL, "System Columns"): every
// change, removal and addition gives another stamp, whatever the order in which they were committed.
const STAMPS = statement<{ account_id: string; size: number; stamp: string }>(
  'endpoint.active-stamps',
  `SELECT account_id, count(*)::int AS size, bit_xor(hashtextextended(id || xmin::text, 0))::text AS stamp
   FROM endpoint.endpoint
   WHERE account_id = ANY ($1::text[]) AND status = 'active'
   GROUP BY account_id`,
);

// Index endpoint_by_account.
const ACTIVE = statement<SubscriberRow>(
  'endpoint.subscribers',
  `SELECT ${SUBSCRIBER_COLUMNS}
   FROM endpoint.endpoint
   WHERE account_id = ANY ($1::text[]) AND status = 'active'`,
);

type Kept = { stamp: string; rows: SubscriberRow[] };

/** Rows of accounts that published lately, those that were read longest ago first. */
const kept = new Map<string, Kept>();
const KEPT_LIMIT = 20_000;
let keptRows = 0;

/**
 * The active webhooks of some accounts, as they are for this transaction. What this process has read before is asked
 * for its stamp only: an account of a hundred webhooks costs every publisher a row and not a hundred.
 */
export async function activeWebhooks(tx: Sql, accountIds: string[]): Promise<SubscriberRow[]> {
  const stamps = await tx.query(STAMPS, [accountIds]);
  const found: SubscriberRow[] = [];
  const stale = stamps.filter(({ account_id: id, size, stamp }) => {
    const known = kept.get(id);
    const isFresh = known?.stamp === stamp && known.rows.length === size;
    if (isFresh) found.push(...known.rows);
    return !isFresh;
  });
  if (stale.length === 0) return found;
  const rows = await tx.query(ACTIVE, [stale.map(({ account_id: id }) => id)]);
  // They may be newer than their stamp: then the next look finds another one, and reads them again.
  const byAccount = Map.groupBy(rows, (row) => row.account_id);
  for (const { account_id: id, stamp } of stale) keep(id, { stamp, rows: byAccount.get(id) ?? [] });
  return [...found, ...rows];
}

function keep(accountId: string, account: Kept): void {
  forget(accountId);
  kept.set(accountId, account);
  keptRows += account.rows.length;
  for (const oldest of kept.keys()) {
    if (keptRows <= KEPT_LIMIT) break;
    forget(oldest);
  }
}

function forget(accountId: string): void {
  keptRows -= kept.get(accountId)?.rows.length ?? 0;
  kept.delete(accountId);
}
