import { createLog } from '@tidings/kernel';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resealAll } from './reseal.ts';
import { installation, newMasterKey } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

/** A context that keeps what is logged. */
function listening(...masterKeys: string[]) {
  const lines: Record<string, unknown>[] = [];
  const log = createLog('silent');
  const note = (fields: Record<string, unknown>, message: string) => void lines.push({ ...fields, message });
  return {
    lines,
    ctx: { ...home.contextWith(...masterKeys), log: Object.assign(log, { error: note, info: note }) },
  };
}

function setup() {
  const [first, next] = [newMasterKey('first'), newMasterKey('next')];
  return { first, next, webhook: home.webhook(home.contextWith(first)) };
}

test('what an earlier master key sealed is sealed with the first one when it is read', async () => {
  const { first, next, webhook } = setup();
  const secret = await webhook.create();
  await webhook.createPair();
  const both = home.contextWith(next, first);
  const before = await webhook.keys();
  expect(await webhook.keys(both)).toEqual(before);
  await expect.poll(async () => (await webhook.rows()).map(({ kid }) => kid)).toEqual(['next', 'next']);
  const alone = home.contextWith(next);
  expect(await webhook.live(alone)).toEqual([secret]);
  expect(await webhook.keys(alone)).toEqual(before);
});

test('processes with another first master key do not seal it in turns while they run side by side', async () => {
  const { first, next, webhook } = setup();
  const secret = await webhook.create();
  const [before, after] = [home.contextWith(first, next), home.contextWith(next, first)];
  const kids = async () => (await webhook.rows()).map(({ kid }) => kid);
  await webhook.live(after);
  await expect.poll(kids).toEqual(['next']);
  // This process has sealed it, and does so no more; nor does it when somebody else has sealed it back.
  const elsewhere = { ...before, database: { ...before.database } };
  await webhook.live(elsewhere);
  await expect.poll(kids).toEqual(['first']);
  for (let count = 0; count < 5; count += 1) {
    for (const reader of [after, elsewhere]) expect(await webhook.live(reader)).toEqual([secret]);
  }
  await setTimeout(200);
  expect(await kids()).toEqual(['first']);
  await resealAll(after);
  expect(await kids()).toEqual(['next']);
});

test('the task seals what nobody reads, thousands of it, and says so', async () => {
  const { first, next, webhook } = setup();
  const secret = await webhook.create();
  await home.run('DELETE FROM secret.signing_secret WHERE kid <> $1', ['first']);
  await home.run(
    `INSERT INTO secret.signing_secret (account_id, endpoint_id, kid, sealed, hint)
     SELECT account_id, endpoint_id, kid, sealed, hint FROM secret.signing_secret, generate_series(1, 1000)
     WHERE endpoint_id = $1`,
    [webhook.owner.endpointId],
  );
  const { ctx, lines } = listening(next, first);
  await resealAll(ctx);
  expect(new Set((await webhook.rows()).map(({ kid }) => kid))).toEqual(new Set(['next']));
  expect(lines).toEqual([
    { kid: 'next', secrets: 1001, message: 'Secrets were sealed with the first master key' },
  ]);
  expect(new Set(await webhook.live(home.contextWith(next)))).toEqual(new Set([secret]));
  await resealAll(ctx);
  expect(lines).toHaveLength(1);
});

test('a master key that is missing is named, and what it sealed stays until it is back', async () => {
  const { first, next, webhook } = setup();
  const secret = await webhook.create();
  const { ctx, lines } = listening(next);
  await resealAll(ctx);
  const named = 'The master key "first" is not in TIDINGS_MASTER_KEYS, and a secret is encrypted with it.';
  expect(lines).toContainEqual(
    expect.objectContaining({ kid: 'first', reason: expect.stringContaining(named) }),
  );
  expect(await webhook.live(ctx)).toEqual([]);
  expect(lines.at(-1)).toMatchObject({ kid: 'first', webhook: webhook.owner.endpointId });
  expect(JSON.stringify(lines)).not.toContain(secret);
  expect(await webhook.live(home.contextWith(next, first))).toEqual([secret]);
});

test('a private key does not open in the place of a secret, nor the other way round', async () => {
  const { webhook } = setup();
  await webhook.create();
  await webhook.createPair();
  await home.run(
    `UPDATE secret.signing_secret SET public_key = CASE WHEN public_key IS NULL THEN 'whpk_' END WHERE endpoint_id = $1`,
    [webhook.owner.endpointId],
  );
  expect(await webhook.keys()).toEqual({ secrets: [], pairs: [] });
});
