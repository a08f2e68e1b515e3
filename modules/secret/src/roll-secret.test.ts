import { afterAll, beforeAll, expect, test } from 'vitest';
import { rollSecret } from './roll-secret.ts';
import { forgetExpired } from './tasks.ts';
import { installation } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

test('a rolled secret signs beside the one before until the overlap ends', async () => {
  const { create, described, live, passHours, roll } = home.webhook();
  const old = await create();
  const next = await roll(24);
  expect(await live()).toEqual([next, old]);
  const [newest, older] = (await described())!.secrets;
  expect(newest!.expires_at).toBe(null);
  expect(Date.parse(older!.expires_at!) - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
  expect(Date.parse(older!.expires_at!) - Date.now()).toBeLessThan(24.1 * 3_600_000);
  await passHours(23.9);
  expect(await live()).toEqual([next, old]);
  await passHours(0.1);
  expect(await live()).toEqual([next]);
  expect((await described())!.secrets).toHaveLength(1);
});

test('what has ended is deleted for good by the task, and nothing else', async () => {
  const { create, live, passHours, roll, rows } = home.webhook();
  const other = home.webhook();
  await other.create();
  await other.roll(1);
  await create();
  const next = await roll(1);
  await passHours(1);
  expect(await rows()).toHaveLength(2);
  await forgetExpired(home);
  expect(await rows()).toHaveLength(1);
  expect(await live()).toEqual([next]);
  expect(await other.rows()).toHaveLength(2);
});

test('an overlap of 0 ends all earlier ones at once and for good', async () => {
  const { create, live, roll, rows } = home.webhook();
  await create();
  await roll(168);
  await roll(168);
  const last = await roll(0);
  expect(await live()).toEqual([last]);
  expect(await rows()).toHaveLength(1);
});

test('of more than five the oldest ends', async () => {
  const { create, live, roll } = home.webhook();
  const secrets = [await create()];
  for (let count = 0; count < 6; count += 1) secrets.unshift(await roll(168));
  expect(await live()).toEqual(secrets.slice(0, 5));
  expect(new Set(secrets).size).toBe(7);
});

test('what has ended takes the place of none that signs', async () => {
  const { create, live, passHours, roll } = home.webhook();
  await create();
  for (let count = 0; count < 4; count += 1) await roll(1);
  await passHours(1);
  const kept = [await roll(1)];
  for (let count = 0; count < 3; count += 1) kept.unshift(await roll(1));
  expect(await live()).toEqual([...kept, ...(await live()).slice(4)]);
  expect(await live()).toHaveLength(5);
});

test('a later roll ends an earlier secret neither sooner nor later, unless it ends all at once', async () => {
  const { create, described, roll } = home.webhook();
  const hours = async () =>
    (await described())!.secrets.map(
      ({ expires_at: end }) => end && Math.round((Date.parse(end) - Date.now()) / 3_600_000),
    );
  await create();
  await roll(10);
  await roll(100);
  expect(await hours()).toEqual([null, 100, 10]);
  await roll(5);
  expect(await hours()).toEqual([null, 5, 100, 10]);
  await roll(0);
  expect(await hours()).toEqual([null]);
});

test('another webhook’s secrets stay as they are, also one of another account with this id', async () => {
  const [one, other] = [home.webhook(), home.webhook()];
  await one.create();
  const kept = await other.create();
  await home.database.transaction(async (tx) => {
    const owner = { accountId: one.owner.accountId, endpointId: other.owner.endpointId };
    await rollSecret(home.ctx, tx, { owner, overlapHours: 0, hasKeyPair: false });
  });
  expect(await other.live()).toContain(kept);
  await one.roll(0);
  expect(await other.live()).toContain(kept);
});

test('a key pair is rolled with the secret, and both public keys are shown meanwhile', async () => {
  const { create, createPair, described, keys, passHours, roll } = home.webhook();
  await create();
  await createPair();
  const [before] = (await described())!.publicKeys;
  await roll(2, true);
  const during = (await described())!.publicKeys;
  expect(during).toHaveLength(2);
  expect(during[1]).toBe(before);
  expect((await keys()).pairs).toHaveLength(2);
  await passHours(2);
  expect((await described())!.publicKeys).toEqual([during[0]]);
  expect((await keys()).pairs).toHaveLength(1);
});
