import { newId, statement } from '@tidings/kernel';
import { deleteSecrets } from '@tidings/secret';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openBreakers } from '../queue/breaker.ts';
import { readyDeliveries } from './ready-deliveries.ts';
import { Suspects } from './suspects.ts';
import { installation, NOWHERE } from '../testing.ts';

const EMPTY = statement<never>('', 'DELETE FROM delivery.queue');
const INTERRUPT = statement<never>(
  '',
  'UPDATE delivery.queue SET interruptions = $2 WHERE delivery_id = ANY ($1)',
);
const OPEN = statement<never>('', 'DELETE FROM delivery.gate WHERE endpoint_id = $1');
const GATE = statement<{ is_broken: boolean; probes: number }>(
  '',
  'SELECT broken_at IS NOT NULL AS is_broken, probes FROM delivery.gate WHERE endpoint_id = $1',
);
const PROBE_NOW = statement<never>('', 'UPDATE delivery.gate SET probe_at = now() WHERE endpoint_id = $1');
const WAITS = statement<{ seconds: number }>(
  '',
  `SELECT extract(epoch FROM due_at - now())::float8 AS seconds
   FROM delivery.queue
   WHERE started_at IS NULL AND delivery_id = ANY ($1)`,
);
const UNSUCCESSFUL = statement<{ status: string; delivery_id: string }>(
  '',
  'SELECT status, delivery_id FROM delivery.unsuccessful WHERE endpoint_id = $1',
);

const NOTHING = { ready: [], unrendered: [] };
/** Of a process that has tried no suspect yet. */
const parts = () => ({ ...home.process, suspects: new Suspects() });

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
beforeEach(() => home.database.query(EMPTY));
afterAll(() => home.close());

async function setup(count = 1) {
  const account = home.account();
  const webhook = await account.hook(NOWHERE);
  await account.publishMany(count);
  const { data } = await account.deliveries.list({ id: webhook.id, limit: 100 });
  const ids = data.map(({ id }) => id);
  /** Claims everything, and says what is ready of it. */
  const ready = async () => {
    const deliveries = await home.claim();
    const found = await readyDeliveries(parts(), { deliveries, claimedAtMs: 0 });
    return found.ready.map(({ claimed }) => claimed.delivery_id);
  };
  const interrupt = (interruptions: number, which = ids) =>
    home.database.query(INTERRUPT, [which, interruptions]);
  const waits = async () =>
    (await home.database.query(WAITS, [ids])).map(({ seconds }) => Math.ceil(seconds));
  const unsuccessful = () => home.database.query(UNSUCCESSFUL, [webhook.id]);
  return { ...account, webhook, ids, id: ids[0]!, ready, interrupt, waits, unsuccessful };
}

it('makes ready what can be sent, with its body and where it goes', async () => {
  const { webhook, latest } = await setup();
  const deliveries = await home.claim();
  const { event_id: eventId } = await latest(webhook.id);
  expect(await readyDeliveries(parts(), { deliveries, claimedAtMs: 7 })).toEqual({
    ready: [
      {
        claimed: deliveries[0],
        target: expect.objectContaining({ id: webhook.id, url: NOWHERE }),
        payload: { body: expect.stringContaining(eventId) },
        claimedAtMs: 7,
      },
    ],
    unrendered: [],
  });
});

it('uses the bodies that it is given', async () => {
  await setup();
  const deliveries = await home.claim();
  const bodies = new Map([[deliveries[0]!, 'as made']]);
  expect(await readyDeliveries(parts(), { deliveries, claimedAtMs: 0, bodies })).toMatchObject({
    ready: [{ payload: { body: 'as made' } }],
  });
});

it('puts aside what is for a webhook that was paused since the claim, and spends no attempt', async () => {
  const { setStatus, webhook, ready, waits, deliveries, id } = await setup();
  await setStatus(webhook.id, 'paused');
  await home.database.query(OPEN, [webhook.id]); // as if it had been claimed a moment before
  expect(await ready()).toEqual([]);
  expect(await waits()).toEqual([1]);
  expect(await deliveries.get({ id })).toMatchObject({ status: 'pending', attempts_made: 0 });
});

it('opens the breaker of a webhook without a secret that can be read, and spends no attempt', async () => {
  const { webhook, ready, deliveries, id } = await setup(3);
  await deleteSecrets(home.database, webhook.id);
  expect(await ready()).toEqual([]);
  expect(await ready()).toEqual([]);
  expect(await home.database.query(GATE, [webhook.id])).toEqual([{ is_broken: true, probes: 0 }]);
  await home.database.query(PROBE_NOW, [webhook.id]);
  expect(await home.claim()).toMatchObject([{ is_probe: true }]);
  expect(await deliveries.get({ id })).toMatchObject({ status: 'pending', attempts_made: 0 });
});

it('lets another probe at once follow one that told nothing', async () => {
  const { webhook } = await setup(2);
  await openBreakers(home.database, [webhook.id]);
  await home.database.query(PROBE_NOW, [webhook.id]);
  const [probe] = await home.claim();
  expect(await home.claim()).toEqual([]);
  const held = [{ ...probe!, event_id: newId('evt') }]; // of an event that is gone
  expect(await readyDeliveries(parts(), { deliveries: held, claimedAtMs: 0 })).toEqual(NOTHING);
  expect(await home.claim()).toMatchObject([{ is_probe: true }]);
});

it('cancels what has no event any more', async () => {
  const { id, deliveries, unsuccessful } = await setup();
  const held = (await home.claim()).map((claimed) => ({ ...claimed, event_id: newId('evt') }));
  expect(await readyDeliveries(parts(), { deliveries: held, claimedAtMs: 0 })).toEqual(NOTHING);
  expect(await deliveries.get({ id })).toMatchObject({ status: 'cancelled', next_attempt_at: null });
  expect(await unsuccessful()).toEqual([{ status: 'cancelled', delivery_id: id }]);
});

it('gives up what was interrupted ten times in a row, and nothing else', async () => {
  const { ids, ready, interrupt, deliveries, unsuccessful } = await setup(3);
  const [poisonous, ...others] = ids;
  await interrupt(10, [poisonous!]);
  expect((await ready()).toSorted()).toEqual(others.toSorted());
  expect(await deliveries.get({ id: poisonous! })).toMatchObject({ status: 'failed', next_attempt_at: null });
  expect(await unsuccessful()).toEqual([{ status: 'failed', delivery_id: poisonous }]);
});

it('lets what was given up be tried by hand', async () => {
  const { id, ready, interrupt, deliveries } = await setup();
  await interrupt(10);
  await ready();
  await deliveries.retry({ id });
  expect(await ready()).toEqual([id]);
});

it('tries few suspects at a time, beside what is above suspicion', async () => {
  const { ids, ready, interrupt, waits } = await setup(8);
  const suspects = ids.slice(0, 6);
  await interrupt(3, suspects);
  await interrupt(2, ids.slice(6));
  const found = await ready();
  expect(found).toEqual(expect.arrayContaining(ids.slice(6)));
  expect(found.filter((id) => suspects.includes(id))).toHaveLength(4);
  expect(await waits()).toEqual([1, 1]);
});
