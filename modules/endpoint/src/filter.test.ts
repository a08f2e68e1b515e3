import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compiledFilters } from './compiled-filters.ts';
import { explainWebhooks } from './explain-webhooks.ts';
import { findSubscribers } from './subscribers.ts';
import { installation, PUBLIC_URL } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

type Account = ReturnType<typeof home.account>;

/** Whether the account's only webhook wants a tag with this name. */
async function wants({ ctx }: Account, name: string): Promise<boolean | undefined> {
  const accountId = ctx.accountId ?? '';
  const found = await findSubscribers(home.database, home, [accountId]);
  return found.get(accountId)?.[0]?.wants({ type: 'tag.created', data: { object: { name } } });
}

describe('the filter of a webhook', () => {
  it('is kept as it was given, and is nothing unless given', async () => {
    const { create, webhooks } = home.account();
    const filter = { 'z.last': 1, 'a.first': { $in: ['x', { b: 1, a: 2 }] } };
    const filtered = await create({ filter });
    expect(JSON.stringify(filtered.filter)).toBe(JSON.stringify(filter));
    expect((await webhooks.get({ id: filtered.id })).filter).toEqual(filter);
    expect((await create()).filter).toEqual({});
  });

  it('counts from the next event on, whatever becomes of it', async () => {
    const account = home.account();
    const { id } = await account.create({ filter: { 'object.name': 'vip' } });
    expect([await wants(account, 'vip'), await wants(account, 'new')]).toEqual([true, false]);
    await account.webhooks.update({ id, filter: { 'object.name': { $ne: 'vip' } } });
    expect([await wants(account, 'vip'), await wants(account, 'new')]).toEqual([false, true]);
    await account.webhooks.update({ id, filter: {} });
    expect([await wants(account, 'vip'), await wants(account, 'new')]).toEqual([true, true]);
  });

  it('stays in a PATCH without one, and ends with a PUT without one', async () => {
    const { create, webhooks } = home.account();
    const { id } = await create({ filter: { a: 1 } });
    expect((await webhooks.update({ id, name: 'Renamed' })).filter).toEqual({ a: 1 });
    expect((await webhooks.replace({ id, url: PUBLIC_URL, events: ['*'] })).filter).toEqual({});
  });

  it('changes updated_at only when it changes', async () => {
    const { create, webhooks } = home.account();
    const { id, updated_at: made } = await create({ filter: { a: 1 } });
    home.passMs(1_000);
    expect((await webhooks.update({ id, filter: { a: 1 } })).updated_at).toBe(made);
    expect((await webhooks.update({ id, filter: { a: 2 } })).updated_at).not.toBe(made);
  });

  it('is refused with the place of the fault', async () => {
    const { create } = home.account();
    await expect(create({ filter: { a: { $regex: 'x' } } })).rejects.toMatchObject({
      cause: { code: 'invalid', issues: [{ path: '/filter/a/$regex' }] },
    });
  });
});

describe('compiled filters', () => {
  const row = async (account: Account, filter: Record<string, unknown>) => {
    const { id } = await account.create({ filter });
    const [stored] = await home.database.query<{ filter_hash: string | null }>(
      { name: '', text: 'SELECT filter_hash FROM endpoint.endpoint WHERE id = $1' },
      [id],
    );
    return { id, filter_hash: stored?.filter_hash ?? null };
  };

  it('are read once, and shared by webhooks with the same', async () => {
    const account = home.account();
    const filter = { only: { $in: ['here'] } };
    const [one, two] = [await row(account, filter), await row(home.account(), filter)];
    const [first] = await compiledFilters(home.database, home.log, [one]);
    const unreachable = { query: () => Promise.reject(new Error('It was read again.')) };
    expect(await compiledFilters(unreachable, home.log, [two, one])).toEqual([first, first]);
  });

  it('let nothing through where this release cannot read one, and the log says so once', async () => {
    const account = home.account();
    const { id } = await row(account, { here: 1 });
    const unreadable = {
      name: '',
      text: 'UPDATE endpoint.endpoint SET filter = $2, filter_hash = $1 WHERE id = $1',
    };
    await home.database.query(unreadable, [id, '{"a": {"$regex": "x"}}']);
    const told: unknown[] = [];
    const log = { ...home.log, error: (fact: unknown) => void told.push(fact) } as typeof home.log; // only this is used
    const find = () => compiledFilters(home.database, log, [{ id, filter_hash: id }]);
    expect([(await find())[0]?.({ a: 'x' }), (await find())[0]?.({ a: 'x' })]).toEqual([false, false]);
    expect(told).toEqual([{ webhook: id, fault: expect.stringContaining('$regex') }]);
    const event = { type: 'tag.created', apiVersion: '2026-11-01', data: { a: 'x' } };
    const acceptedAt = new Date(Date.now() + 60_000);
    expect(await explainWebhooks(account.ctx, { ...event, acceptedAt }, new Set())).toEqual([
      { webhookId: id, result: 'filtered', reason: expect.stringMatching(/cannot be read: .*\$regex/) },
    ]);
    expect(await explainWebhooks(account.ctx, { ...event, acceptedAt }, new Set([id]))).toMatchObject([
      { result: 'wanted' },
    ]);
  });

  it('let nothing through for a webhook that was deleted meanwhile, everything for one that lost its filter', async () => {
    const account = home.account();
    const gone = await row(account, { gone: 1 });
    const bare = await row(account, { bare: 1 });
    await account.webhooks.delete({ id: gone.id });
    await account.webhooks.update({ id: bare.id, filter: {} });
    const [ofGone, ofBare] = await compiledFilters(home.database, home.log, [gone, bare]);
    expect([ofGone?.({ gone: 1 }), ofBare?.({})]).toEqual([false, true]);
  });
});
