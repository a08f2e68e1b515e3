import { randomBytes } from 'node:crypto';
import { type Context, createLog, newId, readConfig, statement, systemClock } from '@tidings/kernel';
import {
  createTestDatabase,
  firstStatementOf,
  nameOf,
  readsOf,
  type TestDatabase,
} from '@tidings/kernel/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSecret, deleteSecrets, describeSecrets, liveSecrets, signingKeys } from './index.ts';
import { secretHint } from './signing-secret.ts';
import { secretMigrations } from './wiring.ts';

let home: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  home = await createTestDatabase({ steps: secretMigrations });
  ctx = {
    config: readConfig({ TIDINGS_MASTER_KEYS: `k1:${randomBytes(32).toString('base64')}` }, 'production'),
    database: home.database,
    clock: systemClock,
    log: createLog('silent'),
    actor: { type: 'system', id: 'test', name: 'test' },
    requestId: 'req_test',
    accountId: undefined,
  };
});
afterAll(() => home.drop());

const run = <Row>(text: string, values: unknown[] = []) =>
  home.database.query(statement<Row>('', text), values);

function setup() {
  const owner = { accountId: newId('acct'), endpointId: newId('wh') };
  const create = async () => {
    const secret = await home.database.transaction((tx) => createSecret(ctx, tx, owner));
    return { secret, hint: secretHint(secret) };
  };
  const live = async () => (await liveSecrets(ctx, [owner.endpointId])).get(owner.endpointId);
  const hint = async () =>
    (await describeSecrets(home.database, [owner.endpointId])).get(owner.endpointId)?.secrets[0]?.hint;
  const expire = (nth: number, when: string) =>
    run(
      `UPDATE secret.signing_secret SET expires_at = now() + $3::interval
       WHERE id = (SELECT id FROM secret.signing_secret WHERE endpoint_id = $1 ORDER BY id OFFSET $2 LIMIT 1)`,
      [owner.endpointId, nth, when],
    );
  return { create, expire, hint, live, owner };
}

test('a new secret signs at once, and its hint can be shown', async () => {
  const { create, hint, live } = setup();
  const made = await create();
  expect(await live()).toEqual([made.secret]);
  expect(await hint()).toBe(made.hint);
  expect(made.hint).toBe(`whsec_…${made.secret.slice(-4)}`);
});

test('the database holds no secret in clear, not even its bytes', async () => {
  const { create, owner } = setup();
  const { secret } = await create();
  const bytes = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const [row] = await run<{ everything: string; sealed: Buffer }>(
    'SELECT s::text AS everything, sealed FROM secret.signing_secret s WHERE endpoint_id = $1',
    [owner.endpointId],
  );
  for (const clear of [
    secret.slice('whsec_'.length),
    bytes.toString('hex'),
    Buffer.from(secret).toString('hex'),
  ]) {
    expect(row!.everything).not.toContain(clear);
  }
  expect(row!.sealed.includes(bytes) || row!.sealed.includes(secret)).toBe(false);
});

test('several live secrets come newest first, and the hint is that of the newest', async () => {
  const { create, hint, live } = setup();
  const made = [await create(), await create(), await create()];
  expect(await live()).toEqual(made.map((each) => each.secret).toReversed());
  expect(await hint()).toBe(made[2]!.hint);
});

test('a secret signs until it expires, and not after', async () => {
  const { create, expire, hint, live, owner } = setup();
  const [first, second, third] = [await create(), await create(), await create()];
  await expire(0, '-1 second');
  await expire(1, '1 hour');
  expect(await live()).toEqual([third.secret, second.secret]);
  await expire(2, '-1 second');
  expect(await live()).toEqual([second.secret]);
  expect(await hint()).toBe(second.hint);
  expect(first.secret).not.toBe(second.secret);
  const keys = (await signingKeys(ctx, [owner.endpointId])).get(owner.endpointId);
  expect(keys?.secrets[0]?.expiresAtMs).toBeGreaterThan(Date.now());
});

test('secrets of many webhooks come at once, each under its own', async () => {
  const [one, two, none] = [setup(), setup(), setup()];
  const [first, second] = [await one.create(), await two.create()];
  const ids = [one, two, none].map((each) => each.owner.endpointId);
  expect(await liveSecrets(ctx, ids)).toEqual(
    new Map([
      [one.owner.endpointId, [first.secret]],
      [two.owner.endpointId, [second.secret]],
    ]),
  );
});

test('a sealed secret that was moved to another webhook does not open, and holds up nobody', async () => {
  const [one, two] = [setup(), setup()];
  await one.create();
  await run('UPDATE secret.signing_secret SET endpoint_id = $1 WHERE endpoint_id = $2', [
    two.owner.endpointId,
    one.owner.endpointId,
  ]);
  expect(await two.live()).toBeUndefined();
});

test('a secret is made with its webhook or not at all', async () => {
  const { live, owner } = setup();
  const work = home.database.transaction(async (tx) => {
    await createSecret(ctx, tx, owner);
    throw new Error('the webhook could not be stored');
  });
  await expect(work).rejects.toThrow('the webhook could not be stored');
  expect(await live()).toBeUndefined();
});

test('deleting forgets all secrets of one webhook for good, and no other’s', async () => {
  const [gone, kept] = [setup(), setup()];
  await gone.create();
  await gone.create();
  const { secret } = await kept.create();
  await home.database.transaction((tx) => deleteSecrets(tx, gone.owner.endpointId));
  expect(
    await run('SELECT FROM secret.signing_secret WHERE endpoint_id = $1', [gone.owner.endpointId]),
  ).toEqual([]);
  expect(await kept.live()).toEqual([secret]);
});

test.each(['force_custom_plan', 'force_generic_plan'] as const)(
  'the secrets of a few webhooks among thousands are read by their index, with %s',
  async (mode) => {
    await run(
      `INSERT INTO secret.signing_secret (account_id, endpoint_id, kid, sealed, hint)
       SELECT 'acct_1', 'wh_' || n, 'k1', '', '' FROM generate_series(1, 5000) AS n`,
    );
    await run('ANALYZE secret.signing_secret');
    const given = await firstStatementOf((database) =>
      liveSecrets({ ...ctx, database }, ['wh_7', 'wh_4999']),
    );
    const reads = await readsOf(home.database, given, mode);
    expect([...new Set(reads.map(nameOf))]).toEqual(['signing_secret_by_endpoint']);
  },
);
