import { dayOfId, newId } from '@tidings/kernel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadBodies } from './load-bodies.ts';
import { publish } from './publish.ts';
import { openEvents } from './testing.ts';

let home: Awaited<ReturnType<typeof openEvents>>;
beforeAll(async () => {
  home = await openEvents();
});
afterAll(() => home.close());

const load = (events: Parameters<typeof loadBodies>[1]) => loadBodies(home.database, events);

test('the envelopes of many events come at once, each its own account’s also where ids are the same', async () => {
  const [one, other] = [home.account(), home.account()];
  const id = newId('evt');
  const references = [];
  for (const ctx of [one, other]) {
    await publish(ctx, { type: 'thing.happened', data: { of: ctx.accountId }, id });
    const { id: own } = await publish(ctx, { type: 'thing.happened', data: {} });
    references.push({ accountId: ctx.accountId, day: ctx.clock.now().toISOString().slice(0, 10), id });
    references.push({ accountId: ctx.accountId, day: dayOfId(own), id: own });
  }
  const bodyOf = await load(references);
  for (const reference of references) {
    expect(JSON.parse(bodyOf(reference)!.body)).toMatchObject({
      id: reference.id,
      account_id: reference.accountId,
    });
  }
  expect(
    JSON.parse(
      bodyOf({ accountId: other.accountId, day: other.clock.now().toISOString().slice(0, 10), id })!.body,
    ),
  ).toMatchObject({
    data: { of: other.accountId },
  });
});

test('an event that is not there has no body', async () => {
  const ctx = home.account();
  const missing = { accountId: ctx.accountId, day: '2020-01-01', id: newId('evt') };
  expect((await load([missing]))(missing)).toBeUndefined();
  expect((await load([]))(missing)).toBeUndefined();
});

test('an account does not get at another’s event', async () => {
  const [owner, stranger] = [home.account(), home.account()];
  const { id } = await publish(owner, { type: 'thing.happened', data: {} });
  const reference = { accountId: stranger.accountId, day: dayOfId(id), id };
  expect((await load([reference]))(reference)).toBeUndefined();
});
