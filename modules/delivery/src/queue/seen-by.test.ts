import { readCatalog } from '@tidings/event';
import { expect, it } from 'vitest';
import { seenByPins } from './seen-by.ts';

const OLDER = '2026-06-01';
const NEWEST = '2026-11-01';
const webhook = (apiVersion: string, isFiltered = true) => ({
  isFiltered,
  wish: { apiVersion, payloadStyle: 'snapshot' as const },
  subscribesTo: (type: string) => type !== 'tag.created',
});
const eventOf = (accountId: string, type = 'subscriber.created') => ({
  accountId,
  type,
  apiVersion: NEWEST,
  data: { object: { object: 'subscriber', id: 'sub_1', first_name: 'Ada' } },
});
const still = { now: () => new Date(), monotonicMs: () => 0 };

it('makes nothing for webhooks without a filter, with a new pin, or subscribed to something else', async () => {
  const catalog = await readCatalog();
  const events = [eventOf('acct_1'), eventOf('acct_2'), eventOf('acct_3', 'tag.created')];
  const subscribers = new Map([
    ['acct_1', [webhook(OLDER, false)]],
    ['acct_2', [webhook(NEWEST)]],
    ['acct_3', [webhook(OLDER)]],
  ]);
  expect((await seenByPins(catalog, still, events, subscribers)).size).toBe(0);
});

it('makes each of many, and after a second lets the rest of that account through', async () => {
  const catalog = await readCatalog();
  const subscribers = new Map(['acct_1', 'acct_2'].map((id) => [id, [webhook(OLDER), webhook(NEWEST)]]));
  const events = Array.from({ length: 41 }, (_, index) => eventOf(index === 40 ? 'acct_2' : 'acct_1'));
  let nowMs = 0;
  const slow = { ...still, monotonicMs: () => (nowMs += 600) };
  const named = async (clock: typeof still) => {
    const seen = await seenByPins(catalog, clock, events, subscribers);
    return events.map((event) => JSON.stringify(seen.get(event)?.(OLDER))?.includes('"name":"Ada"'));
  };
  expect(await named(still)).toEqual(events.map(() => true));
  expect(await named(slow)).toEqual(
    events.map((_, index) => (index < 16 || index === 40 ? true : undefined)),
  );
  const seen = await seenByPins(catalog, slow, events, subscribers);
  expect(events.map((event) => seen.get(event)?.(NEWEST))).toEqual(events.map(({ data }) => data));
});
