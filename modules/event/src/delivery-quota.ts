import {
  Batcher,
  type Database,
  DomainError,
  perDatabase,
  RateLimited,
  type Sql,
  statement,
  WaitedTooLong,
} from '@tidings/kernel';
import type { Outcome } from './commit-events.ts';
import { type AcceptedEvent, deliveriesEstimated } from './hooks.ts';
import { notStored, PATIENCE_MS, refuseWhenFull } from './publish-backpressure.ts';

/** The text that PRODUCT §4 fixes. */
export const QUOTA_MESSAGE = 'Too many webhook deliveries. Upgrade plan for higher limits.';

type Asked = { event: AcceptedEvent; perMinute: number };
/** Deliveries taken from the allowance, or why none were. */
type Taken = number | RateLimited;

// Primary key, locked in its order until the transaction ends. Clocks of processes do not matter.
const REFILL = statement<{ account_id: string; balance: number }>(
  'event.refill-allowance',
  `INSERT INTO event.allowance AS kept (account_id, balance, refilled_at)
   SELECT account_id, capacity, clock_timestamp()
   FROM unnest($1::text[], $2::float8[]) AS given (account_id, capacity)
   ORDER BY account_id
   ON CONFLICT (account_id) DO UPDATE
   SET balance = least(
         excluded.balance,
         kept.balance
           + greatest(0, extract(epoch FROM clock_timestamp() - kept.refilled_at)) * excluded.balance / 60
       ),
       refilled_at = greatest(kept.refilled_at, clock_timestamp())
   RETURNING account_id, balance`,
);

// Primary key.
const TAKE = statement<never>(
  'event.take-allowance',
  `UPDATE event.allowance AS kept
   SET balance = kept.balance - taken.deliveries
   FROM unnest($1::text[], $2::float8[]) AS taken (account_id, deliveries)
   WHERE kept.account_id = taken.account_id`,
);

// The whole table, one row an account. What was not used for a day is full, and as good as missing.
export const FORGET_FULL = statement<never>(
  'event.forget-full-allowances',
  `DELETE FROM event.allowance WHERE refilled_at < now() - interval '1 day'`,
);

/**
 * Takes deliveries from allowances for all that wait together. Apart from the group commit that stores events: it holds
 * the row of an account for a moment, and accounts without a quota never come here.
 */
const allowances = perDatabase(
  (database) =>
    new Batcher<Asked, Taken>({
      maxItems: 256,
      concurrency: 1,
      handle: (asked) => database.transaction((tx) => takeAll(tx, asked)),
    }),
);

/**
 * Publishes an event of an account that has a quota, a token bucket that holds the deliveries of a minute and refills
 * all the time, one row for all processes. An event takes as many as it makes deliveries, before it is stored; what it
 * did not make after all, as when it repeats one before, is given back. An event with more deliveries than the bucket
 * holds needs a full one, and leaves a debt.
 * @throws {RateLimited} with the seconds after which there will be enough again, if nothing else is published.
 */
export async function withinQuota(
  database: Database,
  asked: Asked,
  publish: () => Promise<Outcome>,
): Promise<Outcome> {
  const waiting = allowances(database);
  refuseWhenFull(waiting);
  const taken = await waiting
    .add(asked, { weight: Buffer.byteLength(asked.event.body), patienceMs: PATIENCE_MS })
    .catch((error: unknown) => {
      throw error instanceof WaitedTooLong ? notStored() : error;
    });
  if (taken instanceof DomainError) throw taken;
  let made = 0;
  try {
    const outcome = await publish();
    if (!(outcome instanceof DomainError) && outcome.isNew) made = outcome.answer.deliveries;
    return outcome;
  } catch (error) {
    made = taken; // it may have been stored nevertheless
    throw error;
  } finally {
    // Not awaited: the publisher has its answer, and what is not given back is refilled in time.
    if (made !== taken) {
      void database.query(TAKE, [[asked.event.accountId], [made - taken]]).catch(() => undefined);
    }
  }
}

async function takeAll(tx: Sql, asked: Asked[]): Promise<Taken[]> {
  const costs = await costsOf(
    tx,
    asked.map(({ event }) => event),
  );
  const capacities = new Map(asked.map(({ event, perMinute }) => [event.accountId, perMinute]));
  const rows = await tx.query(REFILL, [[...capacities.keys()], [...capacities.values()]]);
  const balances = new Map(rows.map((row) => [row.account_id, row.balance]));
  const spent = new Map<string, number>();
  const answers = asked.map(({ event: { accountId }, perMinute }, index): Taken => {
    const cost = costs[index] ?? 0;
    const balance = balances.get(accountId) ?? 0;
    const missing = Math.min(cost, perMinute) - balance;
    if (cost > 0 && missing > 0) return new RateLimited(QUOTA_MESSAGE, (missing / perMinute) * 60);
    balances.set(accountId, balance - cost);
    spent.set(accountId, (spent.get(accountId) ?? 0) + cost);
    return cost;
  });
  await tx.query(TAKE, [[...spent.keys()], [...spent.values()]]);
  return answers;
}

/** Deliveries that each event would make. */
async function costsOf(sql: Sql, events: AcceptedEvent[]): Promise<number[]> {
  const estimates = await deliveriesEstimated.announce(sql, events);
  return events.map((event) => estimates.reduce((sum, each) => sum + (each.get(event) ?? 0), 0));
}
