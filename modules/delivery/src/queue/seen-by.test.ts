import { ConversionFault, readCatalog } from '@tidings/event';
import { expect, it, vi } from 'vitest';
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

it('makes each of many, and lets through what takes an account, or all together, too long', async () => {
  const catalog = await readCatalog();
  const subscribers = new Map(
    ['acct_1', 'acct_2', 'acct_3'].map((id) => [id, [webhook(OLDER), webhook(NEWEST)]]),
  );
  const events = Array.from({ length: 42 }, (_, index) =>
    eventOf(index < 40 ? 'acct_1' : `acct_${index - 38}`),
  );
  const makeAll = async (clock: typeof still) => {
    const seen = await seenByPins(catalog, clock, events, subscribers);
    expect(events.map((event) => seen.get(event)?.(NEWEST))).toEqual(events.map(({ data }) => data));
    return events.map((event) => JSON.stringify(seen.get(event)?.(OLDER))?.includes('"name":"Ada"'));
  };

  let nowMs = 0;
  const limits: { ms: number; controller: AbortController }[] = [];
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const controller = new AbortController();
    limits.push({ ms, controller });
    return controller.signal;
  });
  expect(await makeAll(still)).toEqual(events.map(() => true));
  limits.length = 0;
  const [step] = catalog.stepsBetween({ type: 'subscriber.created', from: NEWEST, to: OLDER });
  if (!step) throw new Error('This type has an older version.');
  let begun = 0;
  // The seventeenth and those after it never end by themselves, and with them the first account's time is up.
  vi.spyOn(catalog, 'stepsBetween').mockReturnValue([
    {
      ...step,
      convert: (data, signal) => {
        begun += 1;
        if (limits.length > 1 || begun <= 16) return step.convert(data, signal);
        return new Promise((_, reject) => {
          const late = () => reject(new ConversionFault('late', { isUntried: true }));
          if (!signal || signal.aborted) return late();
          signal.addEventListener('abort', late);
          if (begun === 32) {
            nowMs += 2_500;
            limits[0]?.controller.abort();
          }
        });
      },
    },
  ]);
  expect(await makeAll({ ...still, monotonicMs: () => nowMs })).toEqual(
    events.map((_, index) => (index < 16 || index >= 40 ? true : undefined)),
  );
  expect(limits.map(({ ms }) => ms)).toEqual([2_000, 500, 500]);
  vi.restoreAllMocks();
});
