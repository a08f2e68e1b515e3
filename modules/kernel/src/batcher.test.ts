import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { Batcher } from './batcher.ts';

type Batch = { items: number[]; answer: (results?: string[]) => void; fail: (error: Error) => void };

function setup(options: { maxItems?: number; concurrency?: number; waitMs?: number } = {}) {
  const started: Batch[] = [];
  const batcher = new Batcher<number, string>({
    maxItems: 100,
    concurrency: 1,
    ...options,
    handle: (items) =>
      new Promise((resolve, reject) => {
        started.push({
          items,
          answer: (results = items.map((item) => `#${item}`)) => resolve(results),
          fail: reject,
        });
      }),
  });
  // An answer needs a turn of the event loop to reach its caller, and the next batch one more to begin.
  const turns = async () => {
    for (let turn = 0; turn < 3; turn += 1) await nextTurn();
  };
  return { batcher, started, turns };
}

test('items that are added in one turn are handled together', async () => {
  const { batcher, started, turns } = setup();
  const results = Promise.all([1, 2, 3].map((item) => batcher.add(item)));
  await turns();
  expect(started.map((batch) => batch.items)).toEqual([[1, 2, 3]]);
  started[0]!.answer();
  expect(await results).toEqual(['#1', '#2', '#3']);
});

test('each caller gets the result at its own place', async () => {
  const { batcher, started, turns } = setup();
  const first = batcher.add(1);
  const second = batcher.add(2);
  await turns();
  started[0]!.answer(['for one', 'for two']);
  expect(await second).toBe('for two');
  expect(await first).toBe('for one');
});

test('a batch has at most maxItems, and the rest follow in order', async () => {
  const { batcher, started, turns } = setup({ maxItems: 2 });
  const results = Promise.all([1, 2, 3, 4, 5].map((item) => batcher.add(item)));
  for (let index = 0; index < 3; index += 1) {
    await turns();
    started[index]!.answer();
  }
  expect(await results).toEqual(['#1', '#2', '#3', '#4', '#5']);
  expect(started.map((batch) => batch.items)).toEqual([[1, 2], [3, 4], [5]]);
});

test('no more batches than `concurrency` are under way, and what comes meanwhile is one batch', async () => {
  const { batcher, started, turns } = setup({ maxItems: 3, concurrency: 2 });
  const all: Promise<string>[] = [];
  for (const item of [1, 2, 3, 4]) {
    all.push(batcher.add(item));
    await turns();
  }
  expect(started.map((batch) => batch.items)).toEqual([[1], [2]]);
  expect(batcher.depth).toBe(2);
  started[1]!.answer();
  await turns();
  expect(started.map((batch) => batch.items)).toEqual([[1], [2], [3, 4]]);
  expect(batcher.depth).toBe(0);
  started[0]!.answer();
  started[2]!.answer();
  expect(await Promise.all(all)).toEqual(['#1', '#2', '#3', '#4']);
});

test('depth counts what waits, not what is being handled', async () => {
  const { batcher, started, turns } = setup();
  expect(batcher.depth).toBe(0);
  const result = batcher.add(1);
  expect(batcher.depth).toBe(1);
  await turns();
  expect(batcher.depth).toBe(0);
  started[0]!.answer();
  await result;
});

test('a failure fails each item of its batch and no other', async () => {
  const { batcher, started, turns } = setup({ maxItems: 2 });
  const results = Promise.allSettled([1, 2, 3].map((item) => batcher.add(item)));
  await turns();
  started[0]!.fail(new Error('disk full'));
  await turns();
  started[1]!.answer();
  expect(await results).toEqual([
    { status: 'rejected', reason: new Error('disk full') },
    { status: 'rejected', reason: new Error('disk full') },
    { status: 'fulfilled', value: '#3' },
  ]);
});

test('a handler that throws before it waits for anything fails its items too', async () => {
  const batcher = new Batcher<number, string>({
    maxItems: 2,
    concurrency: 1,
    handle: () => {
      throw new Error('at once');
    },
  });
  await expect(batcher.add(1)).rejects.toThrow('at once');
  await expect(batcher.add(2)).rejects.toThrow('at once');
});

test('a handler that answers too few results fails the batch instead of mixing up the callers', async () => {
  const { batcher, started, turns } = setup();
  const results = Promise.allSettled([1, 2].map((item) => batcher.add(item)));
  await turns();
  started[0]!.answer(['only one']);
  const error = new Error('A batch of 2 items was answered with 1 results.');
  expect(await results).toEqual([
    { status: 'rejected', reason: error },
    { status: 'rejected', reason: error },
  ]);
});

test('with waitMs the first item waits that long for company', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  try {
    const { batcher, started, turns } = setup({ waitMs: 20 });
    const first = batcher.add(1);
    vi.advanceTimersByTime(19);
    await turns();
    expect(started).toEqual([]);
    const second = batcher.add(2);
    vi.advanceTimersByTime(1);
    await turns();
    expect(started.map((batch) => batch.items)).toEqual([[1, 2]]);
    started[0]!.answer();
    expect(await Promise.all([first, second])).toEqual(['#1', '#2']);
  } finally {
    vi.useRealTimers();
  }
});
