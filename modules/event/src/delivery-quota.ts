import {
  Batcher,
  type Context,
  DomainError,
  perDatabase,
  RateLimited,
  type Sql,
  statement,
  WaitedTooLong,
} from '@tidings/kernel';
import type { Outcome, ReadyEvent } from './commit-events.ts';
import { emptyAllowances, QUOTA_MESSAGE } from './empty-allowances.ts';
import { deliveriesEstimated } from './hooks.ts';
import { claimName, findAnswered } from './idempotency.ts';
import { notStored, type Patience, PATIENCE_MS, refuseWhenFull } from './publish-backpressure.ts';

type Asked = {
  event: ReadyEvent;
  perMinute: number;
  /** Known beforehand: then it is only to be seen whether it repeats an event. */
  refusal?: RateLimited | undefined;
};
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
 * did not make after all is given back. As long as one delivery is left an event is taken, however many it makes, and
 * leaves a debt: one with many would else wait for ever behind those with few. One that repeats an event takes nothing.
 * @param publish stores it within the patience that is left.
 * @throws {RateLimited} with the seconds after which there will be enough again, if nothing else is published.
 */
export async function withinQuota(
  { database, clock }: Pick<Context, 'database' | 'clock'>,
  { event, perMinute, patienceMs = PATIENCE_MS }: Omit<Asked, 'refusal'> & Patience,
  publish: (patience: Patience) => Promise<Outcome>,
): Promise<Outcome> {
  const endMs = clock.monotonicMs() + patienceMs;
  const { accountId, type } = event;
  const empty = emptyAllowances(database);
  const refusal = empty.refusalOf({ accountId, type, perMinute }, clock);
  if (refusal && event.claims.length === 0) throw refusal;
  const waiting = allowances(database);
  refuseWhenFull(waiting);
  const taken = await waiting
    .add({ event, perMinute, refusal }, { weight: Buffer.byteLength(event.body), patienceMs })
    .catch((error: unknown) => {
      throw error instanceof WaitedTooLong ? notStored() : error;
    });
  if (taken instanceof RateLimited) {
    if (!refusal) empty.note({ accountId, type, perMinute }, taken, clock);
    throw taken;
  }
  let made = 0;
  try {
    const outcome = await publish({ patienceMs: Math.max(0, endMs - clock.monotonicMs()) });
    if (!(outcome instanceof DomainError) && outcome.isNew) made = outcome.answer.deliveries;
    return outcome;
  } catch (error) {
    made = taken; // it may have been stored nevertheless
    throw error;
  } finally {
    // Not awaited: the publisher has its answer, and what is not given back is refilled in time.
    if (made !== taken) {
      if (made < taken) empty.forget(accountId);
      void database.query(TAKE, [[accountId], [made - taken]]).catch(() => undefined);
    }
  }
}

async function takeAll(tx: Sql, asked: Asked[]): Promise<Taken[]> {
  const answered = await findAnswered(
    tx,
    asked.flatMap(({ event }) => event.claims),
  );
  const isRepeated = ({ event }: Asked) => event.claims.some((claim) => answered.has(claimName(claim)));
  const costly = asked.filter((each) => !each.refusal && !isRepeated(each));
  const taken = await takeFor(tx, costly);
  return asked.map((each) => taken.get(each) ?? (isRepeated(each) ? 0 : (each.refusal ?? 0)));
}

async function takeFor(tx: Sql, asked: Asked[]): Promise<Map<Asked, Taken>> {
  if (asked.length === 0) return new Map();
  const costs = await costsOf(tx, asked);
  const capacities = new Map(asked.map(({ event, perMinute }) => [event.accountId, perMinute]));
  const rows = await tx.query(REFILL, [[...capacities.keys()], [...capacities.values()]]);
  const balances = new Map(rows.map((row) => [row.account_id, row.balance]));
  const spent = new Map<string, number>();
  const answers = new Map<Asked, Taken>();
  for (const each of asked) {
    const { event, perMinute } = each;
    const { accountId } = event;
    const cost = costs.get(each) ?? 0;
    const balance = balances.get(accountId) ?? 0;
    if (cost > 0 && balance < 1) {
      answers.set(each, new RateLimited(QUOTA_MESSAGE, ((1 - balance) / perMinute) * 60));
      continue;
    }
    balances.set(accountId, balance - cost);
    spent.set(accountId, (spent.get(accountId) ?? 0) + cost);
    answers.set(each, cost);
  }
  await tx.query(TAKE, [[...spent.keys()], [...spent.values()]]);
  return answers;
}

/** Deliveries that each event would make. */
async function costsOf(sql: Sql, asked: Asked[]): Promise<Map<Asked, number>> {
  const estimates = await deliveriesEstimated.announce(
    sql,
    asked.map(({ event }) => event),
  );
  return new Map(
    asked.map((each) => [each, estimates.reduce((sum, costs) => sum + (costs.get(each.event) ?? 0), 0)]),
  );
}
