import { afterAll, beforeAll, expect, it } from 'vitest';
import { findSubscribers } from './subscribers.ts';
import { loadTargets } from './targets.ts';
import { installation } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

it('finds the active webhooks of the accounts that are asked for', async () => {
  const [one, two, three] = [home.account(), home.account(), home.account()];
  const active = await one.create({ events: ['email.*'] });
  const paused = await one.create();
  await one.webhooks.update({ id: paused.id, status: 'paused' });
  const other = await two.create();
  await three.create();
  const found = await findSubscribers(home.database, home, [one.ctx.accountId!, two.ctx.accountId!]);
  const idsOf = (account: typeof one) => found.get(account.ctx.accountId!)?.map(({ id }) => id);
  expect([found.size, idsOf(one), idsOf(two)]).toEqual([2, [active.id], [other.id]]);
  const [subscriber] = found.get(one.ctx.accountId!) ?? [];
  const wants = (type: string) => subscriber?.wants({ type, data: {} });
  expect([wants('email.opened'), wants('tag.created')]).toEqual([true, false]);
});

it.each([
  [{}, 4, [60_000, 300_000, 900_000]],
  [{ max_retries: 2 }, 3, [60_000, 300_000]],
  [{ max_retries: 10, delays: ['2s', '1h'] }, 3, [2_000, 3_600_000]],
  [{ max_retries: 0 }, 1, []],
  [{ enabled: false }, 1, []],
])('allows as many attempts as retries %j give: %i', async (retry, attemptsMax, retryDelaysMs) => {
  const { ctx, create } = home.account();
  const { id } = await create({ retry });
  const found = await findSubscribers(home.database, home, [ctx.accountId!]);
  expect(found.get(ctx.accountId!)).toMatchObject([{ id, attemptsMax }]);
  expect((await loadTargets(ctx, [id])).get(id)).toMatchObject({ retryDelaysMs });
});

it('loads what the sender must know, and leaves out what was deleted', async () => {
  const { ctx, webhooks, create } = home.account();
  const made = await create({ headers: { 'X-A': '1' }, timeout_seconds: 7, rate_limit: 9 });
  const gone = await create();
  await webhooks.delete({ id: gone.id });
  const targets = await loadTargets(ctx, [made.id, gone.id]);
  expect([...targets.keys()]).toEqual([made.id]);
  expect(targets.get(made.id)).toMatchObject({
    url: made.url,
    status: 'active',
    timeoutMs: 7_000,
    headers: { 'X-A': '1' },
    scheme: 'standard',
    keys: { secrets: [{ key: made.secret, expiresAtMs: null }], pairs: [] },
  });
});
