import { newId, toProblem } from '@tidings/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installation, NOWHERE } from '../testing.ts';
import { deliverAll, replaysOf, runToEnd } from '../testing-replay.ts';
import { OPEN_LIMIT } from './create-replay.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

async function setup(events = 2) {
  const account = home.account();
  const { id: webhook } = await account.hook(NOWHERE);
  await account.publishMany(events);
  await deliverAll(home);
  return { ...account, ...replaysOf(account.ctx), webhook };
}

/** What a refusal is told as: its code, and where in the input the faults are. */
async function faultOf(promise: Promise<unknown>): Promise<(string | undefined)[]> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const { code, issues } = toProblem(error, 'test');
  return [code, ...(issues ?? []).map(({ path }) => path)];
}

describe('beginning a replay', () => {
  it('answers at once what is to be done, and by whom it was asked for', async () => {
    const { begin, webhook } = await setup();
    const replay = await begin({ webhook_id: webhook, types: ['tag.created'], only_failed: true });
    expect(replay).toMatchObject({
      status: 'counting',
      created_after: '2020-01-01T00:00:00.000Z',
      types: ['tag.created'],
      webhook_id: webhook,
      only_failed: true,
      only_missed: false,
      total: 0,
      done: 0,
      waiting_for: [],
      error: null,
      created_by: { type: 'service', name: 'Billing' },
      finished_at: null,
    });
    // What happens from now on is delivered anyway.
    expect(Math.abs(Date.parse(replay.created_before) - Date.now())).toBeLessThan(10_000);
    await runToEnd(home, replay.id);
  });

  it('counts what happened in the very millisecond in which it is asked for', async () => {
    const account = home.account();
    await account.hook(NOWHERE);
    const { created_at: at } = await account.publish();
    const clock = { ...account.ctx.clock, now: () => new Date(at) };
    expect(await replaysOf({ ...account.ctx, clock }).preview()).toMatchObject({ total: 1 });
  });

  it('for nobody has ended before it began', async () => {
    const { begin } = replaysOf(home.account().ctx);
    expect(await begin()).toMatchObject({ status: 'completed', total: 0, done: 0 });
  });

  it('of a type that the catalog does not have is let through: it may have had it', async () => {
    const { begin, preview } = await setup();
    const types = ['tag.painted'];
    expect(await preview({ types })).toMatchObject({ total: 0 });
    await runToEnd(home, (await begin({ types })).id);
  });

  it('of a range in which nothing happened makes nothing', async () => {
    const { begin, replays } = await setup();
    const { id } = await begin({ created_before: '2020-01-02T00:00:00Z' });
    await runToEnd(home, id);
    expect(await replays.get({ id })).toMatchObject({ status: 'completed', total: 0 });
  });

  it('without anything to do is counted first when it is a dry run, and leaves nothing behind', async () => {
    const { preview, replays } = await setup(7);
    expect(await preview()).toEqual({ total: 7, is_estimate: false });
    expect((await replays.list({})).data).toEqual([]);
  });

  it('takes any time that can be written', async () => {
    const { begin, replays } = await setup(1);
    const { id } = await begin({
      created_after: '0000-01-01T00:00:00Z',
      created_before: '9999-12-31T23:59:59-23:59',
    });
    await runToEnd(home, id);
    expect(await replays.get({ id })).toMatchObject({ total: 1, created_after: '0000-01-01T00:00:00.000Z' });
  });

  it('that takes too long to count says that there are at least so many', async () => {
    const { ctx } = await setup(1);
    let nowMs = 0;
    const slow = { ...ctx, clock: { ...ctx.clock, monotonicMs: () => (nowMs += 16_000) } };
    expect(await replaysOf(slow).preview()).toEqual({ total: 0, is_estimate: true });
  });

  it('is refused while ten are under way, until one of them has ended', async () => {
    const { begin, replays } = await setup(1);
    const ids: string[] = [];
    for (let n = 0; n < OPEN_LIMIT; n += 1) ids.push((await begin()).id);
    await expect(begin()).rejects.toThrow('10 replays are under way already.');
    await replays.cancel({ id: ids[0] ?? '' });
    for (const id of [...ids, (await begin()).id]) await replays.cancel({ id });
  });
});

describe('bad input', () => {
  it.each([
    [
      'a range in reverse',
      { created_after: '2026-02-02T00:00:00Z', created_before: '2026-02-01T00:00:00Z' },
      '/created_before',
    ],
    [
      'an empty range',
      { created_after: '2026-02-02T00:00:00Z', created_before: '2026-02-02T00:00:00Z' },
      '/created_before',
    ],
    ['a range in the future', { created_after: '2090-01-01T00:00:00Z' }, '/created_after'],
    ['no time', { created_after: 'yesterday' }, '/created_after'],
    ['a type that is none', { types: ['tag.created', 'Painted'] }, '/types/1'],
    ['no types at all', { types: [] }, '/types'],
    ['both of only_failed and only_missed', { only_failed: true, only_missed: true }, '/only_missed'],
  ])('%s is refused where it is', async (_, input, path) => {
    const { begin } = await setup(0);
    expect(await faultOf(begin(input))).toEqual(['invalid', path]);
  });

  it('a webhook that is not there, or is of another account, is not found', async () => {
    const { begin, preview } = await setup(0);
    const { webhook } = await setup(0);
    for (const webhook_id of [webhook, newId('wh')]) {
      expect(await faultOf(begin({ webhook_id }))).toEqual(['not_found']);
      expect(await faultOf(preview({ webhook_id }))).toEqual(['not_found']);
    }
  });

  it('a webhook that is paused has to be resumed first', async () => {
    const { begin, setStatus, webhook } = await setup(0);
    await setStatus(webhook, 'paused');
    await expect(begin({ webhook_id: webhook })).rejects.toThrow(
      'The webhook is paused. Resume it, then replay.',
    );
  });
});

describe('the replays of an account', () => {
  it('are listed newest first, page by page, and are nobody else’s', async () => {
    const { begin, replays } = await setup(1);
    const stranger = replaysOf(home.account().ctx).replays;
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) ids.push((await begin()).id);
    const first = await replays.list({ limit: 2 });
    const second = await replays.list({ limit: 2, cursor: first.next_cursor ?? '' });
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids.toReversed());
    expect([first.has_more, second.has_more]).toEqual([true, false]);
    expect((await stranger.list({})).data).toEqual([]);
    for (const id of ids) {
      expect(await faultOf(stranger.get({ id }))).toEqual(['not_found']);
      expect(await faultOf(stranger.cancel({ id }))).toEqual(['not_found']);
      await replays.cancel({ id });
    }
  });
});
