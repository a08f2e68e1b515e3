import { newId, type OpenDatabase, openDatabase } from '@tidings/kernel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publish } from './publish.ts';
import { openEvents } from './testing.ts';

const CONFLICT = { name: 'DomainError', code: 'conflict' };
const THING = { type: 'thing.happened', data: { n: 1 } };

let home: Awaited<ReturnType<typeof openEvents>>;
let secondProcess: OpenDatabase;
beforeAll(async () => {
  home = await openEvents();
  const onError = (error: Error) => {
    throw error;
  };
  secondProcess = openDatabase({ url: home.url, poolSize: 5, entities: [], onError });
});
afterAll(async () => {
  await secondProcess.close();
  await home.close();
});

/** Fifty at once, half of them through another process. */
async function race(inputOf: (index: number) => Parameters<typeof publish>[1]) {
  const ctx = home.account();
  const other = { ...ctx, database: secondProcess };
  const results = await Promise.allSettled(
    Array.from({ length: 50 }, (_, index) => publish(index % 2 === 0 ? ctx : other, inputOf(index))),
  );
  return { ctx, results };
}

test.each([
  ['key', { ...THING, idempotency_key: 'k' }],
  ['id', { ...THING, id: newId('evt') }],
  ['key and id', { ...THING, id: newId('evt'), idempotency_key: 'k' }],
])('fifty that race with the same %s make one event and get the same answer', async (_, input) => {
  const { ctx, results } = await race(() => input);
  const ids = results.map((result) =>
    result.status === 'fulfilled' ? result.value.id : String(result.reason),
  );
  expect(new Set(ids).size).toBe(1);
  expect(await home.count(ctx)).toBe(1);
});

test('fifty that race with the same key and different bodies make one event, and the others are conflicts', async () => {
  const { ctx, results } = await race((n) => ({ ...THING, data: { n }, idempotency_key: 'k' }));
  const failures = results
    .filter((result) => result.status === 'rejected')
    .map((result) => result.reason as unknown);
  expect(failures.length).toBe(49);
  for (const failure of failures) expect(failure).toMatchObject(CONFLICT);
  expect(await home.count(ctx)).toBe(1);
});

test('fifty that race with keys in opposite orders do not lock each other out', async () => {
  const ids = Array.from({ length: 10 }, () => newId('evt'));
  const { results } = await race((index) => {
    const place = index % 2 === 0 ? index % 10 : 9 - (index % 10);
    return { ...THING, id: ids[place]!, idempotency_key: `k${place}` };
  });
  expect(results.filter((result) => result.status === 'rejected')).toEqual([]);
});

test('fifty that race with keys that cross each other’s ids get answers or conflicts, and never wait for each other', async () => {
  for (let round = 0; round < 10; round += 1) {
    const [one, two] = [newId('evt'), newId('evt')];
    const crossed = [
      { id: one, idempotency_key: 'k5' },
      { id: two, idempotency_key: 'k1' },
      { id: one, idempotency_key: 'k1' },
      { id: two, idempotency_key: 'k5' },
    ];
    const { ctx, results } = await race((index) => ({
      ...THING,
      data: { n: index % 4 },
      ...crossed[index % 4],
    }));
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject(CONFLICT);
    }
    expect(await home.count(ctx)).toBe(2);
  }
});
