import { statement } from '@tidings/kernel';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { claim, claimGated } from './claim.ts';
import { readQueueState } from './queue-state.ts';
import { installation, NOWHERE } from '../testing.ts';

const EMPTY = statement<never>('', 'DELETE FROM delivery.queue');
const WAIT = statement<never>(
  '',
  "UPDATE delivery.queue SET due_at = due_at - interval '10 minutes' WHERE endpoint_id = $1",
);
const END_LEASES = statement<never>(
  '',
  "UPDATE delivery.queue SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL",
);
const LIMIT = statement<never>(
  '',
  'INSERT INTO delivery.gate (endpoint_id, rate_limit) VALUES ($1, 1) ON CONFLICT (endpoint_id) DO UPDATE SET rate_limit = 1',
);
const LEAVE_UNUSED = statement<never>(
  '',
  "UPDATE delivery.gate SET free_at = now() - interval '1 minute' WHERE endpoint_id = $1",
);

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
beforeEach(() => home.database.query(EMPTY));
afterAll(() => home.close());

/** A webhook of which deliveries have been due for ten minutes, and its worker. */
async function setup(deliveries: number) {
  const account = home.account();
  const webhook = await account.hook(NOWHERE);
  if (deliveries > 0) await account.publishMany(deliveries);
  await home.database.query(WAIT, [webhook.id]);
  const workerId = await home.beginWorker();
  return {
    ...account,
    webhook,
    claimUpTo: (room: number) => claim(home.database, workerId, [{ endpointId: webhook.id, room }]),
  };
}

const read = () => readQueueState(home.database);

it('of an empty queue is nothing', async () => {
  expect(await read()).toMatchObject({ sending: 0, due: 0, scheduled: 0, held: 0, oldest_due_seconds: 0 });
});

it('tells how long a webhook has waited to which nothing is sent', async () => {
  await setup(3);
  const state = await read();
  expect(state).toMatchObject({ sending: 0, due: 3, held: 0 });
  expect(state.oldest_due_seconds).toBeGreaterThan(590);
});

it('does not take a receiver that is slow for a queue that stands', async () => {
  const { claimUpTo } = await setup(3);
  await claimUpTo(1);
  expect(await read()).toMatchObject({ sending: 1, due: 2, oldest_due_seconds: 0 });
  // Another one waits, though a worker is at work.
  await setup(1);
  expect((await read()).oldest_due_seconds).toBeGreaterThan(590);
});

it('tells of a webhook again when its worker has died', async () => {
  const { claimUpTo } = await setup(3);
  await claimUpTo(1);
  await home.database.query(END_LEASES);
  const state = await read();
  expect(state.sending).toBe(0);
  expect(state.oldest_due_seconds).toBeGreaterThan(590);
});

it('counts what is held back apart', async () => {
  const { setStatus, webhook } = await setup(3);
  await setStatus(webhook.id, 'paused');
  expect(await read()).toMatchObject({ sending: 0, due: 0, scheduled: 0, held: 3, oldest_due_seconds: 0 });
});

it('takes what is limited for held back only while its rate is used', async () => {
  const { webhook } = await setup(3);
  await home.database.query(LIMIT, [webhook.id]);
  expect(await read()).toMatchObject({ due: 3, held: 0 });
  const workerId = await home.beginWorker();
  expect(await claimGated(home.database, workerId, { endpointId: webhook.id, room: 9 })).toHaveLength(1);
  expect(await read()).toMatchObject({ sending: 1, due: 0, held: 2, oldest_due_seconds: 0 });
  // The workers are gone.
  await home.database.query(END_LEASES);
  await home.database.query(LEAVE_UNUSED, [webhook.id]);
  const state = await read();
  expect(state).toMatchObject({ sending: 0, due: 3, held: 0 });
  expect(state.oldest_due_seconds).toBeGreaterThan(590);
});
