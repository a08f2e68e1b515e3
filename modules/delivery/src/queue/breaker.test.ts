import { statement } from '@tidings/kernel';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { closeBreakers, openBreakers } from './breaker.ts';
import { claim, claimGated } from './claim.ts';
import { findLanes } from './find-lanes.ts';
import { forgetOpenGates } from './gate.ts';
import { installation, NOWHERE, receive } from '../testing.ts';

const PROBE_IN = statement<{ seconds: number }>(
  '',
  'SELECT extract(epoch FROM probe_at - now())::float8 AS seconds FROM delivery.gate WHERE endpoint_id = $1',
);
const PROBES = statement<{ probes: number }>('', 'SELECT probes FROM delivery.gate WHERE endpoint_id = $1');
const LET_TIME_PASS = statement<never>(
  '',
  "UPDATE delivery.gate SET probe_at = now() - interval '1 millisecond' WHERE endpoint_id = $1",
);

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterEach(() => home.stopWorkers());
afterAll(() => home.close());

/** A webhook for which ten deliveries wait. */
async function setup() {
  const account = home.account();
  const { id } = await account.hook(NOWHERE);
  await account.publishMany(10);
  const workerId = await home.beginWorker();
  const claimUpTo = (room: number) => claimGated(home.database, workerId, { endpointId: id, room });
  const probeIn = async () => (await home.database.query(PROBE_IN, [id]))[0]?.seconds;
  const letTimePass = () => home.database.query(LET_TIME_PASS, [id]);
  return { ...account, id, workerId, claimUpTo, probeIn, letTimePass };
}

it('gives nothing until it is time to probe', async () => {
  const { id, workerId, claimUpTo, letTimePass } = await setup();
  await openBreakers(home.database, [id]);
  expect(await claimUpTo(10)).toEqual([]);
  expect(await claim(home.database, workerId, [{ endpointId: id, room: 10 }])).toEqual([]);
  await letTimePass();
  expect(await claimUpTo(10)).toMatchObject([{ is_probe: true, wait_ms: 0 }]);
});

it('lets one probe pass at a time, whichever process asks', async () => {
  const { id, workerId, letTimePass } = await setup();
  await openBreakers(home.database, [id]);
  await letTimePass();
  const other = home.otherProcess();
  const otherId = await home.beginWorker();
  const claims = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      claimGated(index % 2 === 0 ? home.database : other.database, index % 2 === 0 ? workerId : otherId, {
        endpointId: id,
        room: 10,
      }),
    ),
  );
  expect(claims.flat()).toMatchObject([{ is_probe: true }]);
});

it('makes another probe when one never ended', async () => {
  const { id, claimUpTo, letTimePass, probeIn } = await setup();
  await openBreakers(home.database, [id]);
  await letTimePass();
  const [lost] = await claimUpTo(10);
  expect(await probeIn()).toBeGreaterThan(30);
  await letTimePass();
  const [next] = await claimUpTo(10);
  expect(next).toMatchObject({ is_probe: true });
  expect(next!.delivery_id).not.toBe(lost!.delivery_id);
});

it('doubles the wait with each probe that fails, up to half a minute', async () => {
  const { id, probeIn } = await setup();
  const waits: number[] = [];
  for (let failed = 0; failed < 8; failed += 1) {
    await openBreakers(home.database, [id], [id]);
    await openBreakers(home.database, [id]); // what another process had under way as it opened
    waits.push(Math.ceil((await probeIn())!));
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
});

it('says when it may be asked again', async () => {
  const { id } = await setup();
  await openBreakers(home.database, [id]);
  const lane = (await findLanes(home.database)).find((each) => each.endpoint_id === id);
  expect(lane).toMatchObject({ is_gated: true });
  expect(lane!.due_in_ms).toBeGreaterThan(0);
  await openBreakers(home.database, [id], [id]);
  expect((await findLanes(home.database)).some((each) => each.endpoint_id === id)).toBe(false);
});

it('closes, is forgotten, and begins with a short wait the next time', async () => {
  const { id, workerId, probeIn } = await setup();
  for (let failed = 0; failed < 5; failed += 1) await openBreakers(home.database, [id], [id]);
  await closeBreakers(home.database, [id]);
  await forgetOpenGates(home.database);
  expect(await probeIn()).toBeUndefined();
  expect(await claim(home.database, workerId, [{ endpointId: id, room: 10 }])).toHaveLength(10);
  await openBreakers(home.database, [id]);
  expect(await probeIn()).toBeLessThanOrEqual(1);
});

it('is kept while it is open', async () => {
  const { id, probeIn } = await setup();
  await openBreakers(home.database, [id]);
  await forgetOpenGates(home.database);
  expect(await probeIn()).toBeDefined();
});

it('accepts none', async () => {
  await openBreakers(home.database, []);
  await closeBreakers(home.database, []);
});

it('opens by itself for a receiver that hangs, and everything goes on when it answers again', async () => {
  let answers = false;
  const receiver = await receive((response) => answers && response.end('ok'));
  const { hook, publishMany, deliveries } = home.account();
  const { id } = await hook(receiver.url, {
    timeout_seconds: 1,
    retry: { delays: ['1s', '1s', '1s', '1s', '1s'] },
  });
  home.work();
  home.workElsewhere();
  await publishMany(30);
  const probes = async () => (await home.database.query(PROBES, [id]))[0]?.probes;
  await expect.poll(probes).toBeDefined();
  const opening = receiver.requests.length;
  await expect.poll(probes).toBe(1);
  // Of the probe that failed, and not of what else was under way when it opened.
  expect(receiver.requests.length).toBeGreaterThan(opening);
  answers = true;
  await vi.waitFor(
    async () => {
      const { data } = await deliveries.list({ id, limit: 100 });
      expect(new Set(data.map((each) => each.status))).toEqual(new Set(['succeeded']));
    },
    { timeout: 30_000, interval: 100 },
  );
  await receiver.close();
});
