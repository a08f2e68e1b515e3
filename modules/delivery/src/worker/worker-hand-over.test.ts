import { catalogOf, publish } from '@tidings/event';
import { type Database, type Sql, statement, systemClock } from '@tidings/kernel';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { closeBreakers, openBreakers } from '../queue/breaker.ts';
import { installation, receive, type Receiver } from '../testing.ts';
import { delivery } from './testing-lanes.ts';

/** Ends as many transactions with this code as are asked for, when they commit. A sequence is not rolled back. */
const FAILURES_AT_COMMIT = [
  'CREATE SEQUENCE failure_to_come INCREMENT -1 MINVALUE -1000000 MAXVALUE 1000000 START 0',
  'CREATE TABLE failure (code text)',
  `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF nextval('failure_to_come') > 0 THEN
       RAISE EXCEPTION 'The transaction failed.' USING ERRCODE = (SELECT code FROM failure);
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE CONSTRAINT TRIGGER fail AFTER INSERT ON delivery.queue DEFERRABLE INITIALLY DEFERRED
   FOR EACH ROW EXECUTE FUNCTION fail()`,
];

let home: Awaited<ReturnType<typeof installation>>;
const receivers: Receiver[] = [];

beforeAll(async () => {
  home = await installation();
  for (const command of FAILURES_AT_COMMIT) await run(command);
});
afterEach(async () => {
  await run("SELECT setval('failure_to_come', 1)");
  await home.stopWorkers();
  for (const receiver of receivers.splice(0)) await receiver.close();
});
afterAll(() => home.close());

const run = (text: string) => home.database.query(statement<never>('', text));

const fail = async (times: number, code: string) => {
  await run(`WITH old AS (DELETE FROM failure) INSERT INTO failure VALUES ('${code}')`);
  await run(`SELECT setval('failure_to_come', ${times + 1})`);
};

/** A webhook, and a worker of the same process whose statements are counted by name. */
async function setup() {
  const receiver = await receive();
  receivers.push(receiver);
  const account = home.account();
  const webhook = await account.hook(receiver.url);
  const counts = new Map<string, number>();
  let isClaimBroken = false;
  const listening =
    (sql: Sql): Sql['query'] =>
    (asked, values) => {
      counts.set(asked.name, (counts.get(asked.name) ?? 0) + 1);
      if (isClaimBroken && asked.name === 'delivery.claim')
        return Promise.reject(new Error('No claims today.'));
      return sql.query(asked, values);
    };
  const database: Database = { ...home.database, query: listening(home.database) };
  const worker = home.work({ database });
  // It takes over nothing before it has a name.
  await vi.waitFor(() => {
    const reserved = worker.reserve('wh_none', 'acct_none');
    if (reserved) worker.giveBack(reserved.reservation);
    expect(reserved).toBeDefined();
  }, 30_000);
  const arrived = (count: number) => vi.waitFor(() => expect(receiver.requests).toHaveLength(count), 30_000);
  const claims = () => (counts.get('delivery.claim') ?? 0) + (counts.get('delivery.claim-gated') ?? 0);
  const settled = (status: string) =>
    vi.waitFor(async () => {
      const { data } = await account.deliveries.list({ id: webhook.id, limit: 100 });
      expect(new Set(data.map((each) => each.status))).toEqual(new Set([status]));
    }, 30_000);
  const breakClaims = (isBroken = true) => {
    isClaimBroken = isBroken;
  };
  return { ...account, webhook, receiver, worker, counts, claims, arrived, settled, breakClaims };
}

describe('a delivery that is made in the process of a worker', () => {
  it('is sent without a claim, with the body as it was made', async () => {
    const { publish, ctx, receiver, arrived, claims, counts, settled } = await setup();
    const event = await publish();
    await arrived(1);
    await settled('succeeded');
    expect(JSON.parse(receiver.requests[0]!.body)).toMatchObject({ id: event.id, account_id: ctx.accountId });
    expect(claims()).toBe(0);
    expect(counts.get('event.load-bodies')).toBeUndefined();
    expect(counts.get('endpoint.targets')).toBe(1);
  });

  it('waits in the queue where there is no room, and each arrives once', async () => {
    const { publishMany, receiver, arrived, claims, settled } = await setup();
    await Promise.all([publishMany(60), publishMany(60), publishMany(60)]);
    await arrived(180);
    await settled('succeeded');
    expect(claims()).toBeGreaterThan(0);
    expect(new Set(receiver.requests.map(({ headers }) => headers['x-tidings-delivery-id'])).size).toBe(180);
  });

  it('waits where its webhook has a gate of which its worker has not heard', async () => {
    const { publish, receiver, webhook, claims, arrived, settled } = await setup();
    await openBreakers(home.database, [webhook.id]); // by another process
    await publish();
    expect(receiver.requests).toHaveLength(0);
    await closeBreakers(home.database, [webhook.id]);
    await arrived(1);
    expect(claims()).toBeGreaterThan(0);
    await settled('succeeded');
  });

  it('is free at once when the answer to its commit was lost', async () => {
    const { ctx, webhook, arrived, latest } = await setup();
    const data = catalogOf(ctx).get('tag.created')?.versions.at(-1)?.example ?? {};
    const lossy: Database = {
      ...home.database,
      transaction: async (work) => {
        await home.database.transaction(work);
        throw new Error('Connection terminated unexpectedly');
      },
    };
    await expect(publish({ ...ctx, database: lossy }, { type: 'tag.created', data })).rejects.toThrow();
    await arrived(1);
    await vi.waitFor(
      async () => expect(await latest(webhook.id)).toMatchObject({ status: 'succeeded', attempts_made: 1 }),
      30_000,
    );
  });

  it('is given back when its transaction fails', async () => {
    const { publish, receiver, arrived, claims, worker, webhook, ctx } = await setup();
    await fail(1_000, '23514');
    for (let failed = 0; failed < 15; failed += 1) await expect(publish()).rejects.toThrow();
    await fail(0, '23514');
    const reservations = [];
    for (;;) {
      const reserved = worker.reserve(webhook.id, ctx.accountId ?? '');
      if (!reserved) break;
      reservations.push(reserved.reservation);
    }
    expect(reservations).toHaveLength(10); // the whole window
    for (const reservation of reservations) worker.giveBack(reservation);
    await publish();
    await arrived(1);
    expect(claims()).toBe(0);
    expect(receiver.requests).toHaveLength(1);
  });

  it('is sent once when a deadlock made its transaction begin anew', async () => {
    const { publish, arrived, settled, receiver, worker, webhook, ctx } = await setup();
    await fail(1, '40P01');
    await publish();
    await arrived(1);
    await settled('succeeded');
    expect(receiver.requests).toHaveLength(1);
    await home.stopWorkers();
    expect(worker.reserve(webhook.id, ctx.accountId ?? '')).toBeUndefined(); // it has stopped
  });
});

describe('a worker', () => {
  it('goes on when the database could not be asked', async () => {
    const { publish, arrived, breakClaims, counts, settled } = await setup();
    breakClaims();
    await Promise.all(Array.from({ length: 30 }, () => publish()));
    await vi.waitFor(() => expect(counts.get('delivery.claim')).toBeGreaterThan(1), 30_000);
    breakClaims(false);
    await arrived(30);
    await settled('succeeded');
  });

  it('sends nothing that it took under a name that it has lost', async () => {
    const { worker, webhook, ctx, counts, receiver } = await setup();
    const reserved = worker.reserve(webhook.id, ctx.accountId ?? '');
    const claimed = delivery(webhook.id, ctx.accountId ?? '', { worker_id: (reserved?.workerId ?? 0) + 1 });
    worker.handOver([{ reservation: reserved!.reservation, claimed, body: '{}' }], systemClock.monotonicMs());
    await vi.waitFor(() => expect(counts.get('delivery.release')).toBe(1), 30_000);
    expect(receiver.requests).toHaveLength(0);
  });

  it('takes over nothing once it is stopping', async () => {
    const { worker, publish, receiver, webhook, latest } = await setup();
    await worker.stop();
    await publish();
    expect(await latest(webhook.id)).toMatchObject({ status: 'pending' });
    expect(receiver.requests).toHaveLength(0);
  });
});
