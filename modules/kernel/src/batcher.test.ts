import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Batcher, WaitedTooLong } from './batcher.ts';

type Batch = { items: number[]; answer: (results?: string[]) => void; fail: (error: Error) => void };

function setup(
  options: Partial<Omit<ConstructorParameters<typeof Batcher<number, string>>[0], 'handle'>> = {},
) {
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

describe('beside a batch under way', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** One item is being handled, and another has come. */
  async function oneUnderWay() {
    const all = setup({ concurrency: 2, waitMs: 2, beside: { items: 3, waitMs: 10 } });
    const { batcher, started, turns } = all;
    void batcher.add(1);
    vi.advanceTimersByTime(2);
    void batcher.add(2);
    await turns();
    expect(started.map((batch) => batch.items)).toEqual([[1]]);
    return all;
  }

  test('the next one waits longer for company', async () => {
    const { batcher, started, turns } = await oneUnderWay();
    vi.advanceTimersByTime(9);
    void batcher.add(3);
    await turns();
    expect(started).toHaveLength(1);
    vi.advanceTimersByTime(1);
    await turns();
    expect(started.map((batch) => batch.items)).toEqual([[1], [2, 3]]);
  });

  test('it waits no longer when it has company enough', async () => {
    const { batcher, started, turns } = await oneUnderWay();
    void batcher.add(3);
    void batcher.add(4);
    await turns();
    expect(started.map((batch) => batch.items)).toEqual([[1], [2, 3, 4]]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('nor when the other one ends', async () => {
    const { started, turns } = await oneUnderWay();
    started[0]!.answer();
    await turns();
    vi.advanceTimersByTime(2);
    await turns();
    expect(started.map((batch) => batch.items)).toEqual([[1], [2]]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('an item that waits too long', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A caller's answer, or how long it waited in vain and for what. */
  const settled = (promise: Promise<string>) =>
    promise.catch((error: unknown) => (error instanceof WaitedTooLong ? error.isUnderWay : 'other'));

  test('in the queue leaves it and is never handled', async () => {
    const { batcher, started, turns } = setup();
    const first = batcher.add(1);
    await turns();
    const second = settled(batcher.add(2, { patienceMs: 50, weight: 7 }));
    const third = batcher.add(3, { patienceMs: 51, weight: 5 });
    vi.advanceTimersByTime(50);
    expect(await second).toBe(false);
    expect([batcher.depth, batcher.weight]).toEqual([1, 5]);
    started[0]!.answer();
    await turns();
    expect(started.map((batch) => batch.items)).toEqual([[1], [3]]);
    started[1]!.answer();
    expect(await Promise.all([first, third])).toEqual(['#1', '#3']);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('while it is handled is told that its outcome is unknown, and counts until that has ended', async () => {
    const { batcher, started, turns } = setup();
    const first = settled(batcher.add(1, { patienceMs: 50, weight: 7 }));
    await turns();
    vi.advanceTimersByTime(50);
    expect(await first).toBe(true);
    expect(batcher.weight).toBe(7);
    started[0]!.answer();
    await turns();
    expect(batcher.weight).toBe(0);
    const second = batcher.add(2);
    await turns();
    started[1]!.answer();
    expect(await second).toBe('#2');
  });

  test('does not hold up others when all that were to be handled gave up', async () => {
    const { batcher, started, turns } = setup();
    const given = settled(batcher.add(1, { patienceMs: 0 }));
    vi.advanceTimersByTime(1);
    expect(await given).toBe(false);
    await turns();
    const next = batcher.add(2);
    await turns();
    started[0]!.answer();
    expect(await next).toBe('#2');
    expect(started.map((batch) => batch.items)).toEqual([[2]]);
  });

  test('and a handler that never ends hold up no more than their batch when there is room for another', async () => {
    const { batcher, started, turns } = setup({ concurrency: 2 });
    const hung = settled(batcher.add(1, { patienceMs: 50 }));
    await turns();
    const other = batcher.add(2, { patienceMs: 50 });
    await turns();
    started[1]!.answer();
    expect(await other).toBe('#2');
    vi.advanceTimersByTime(50);
    expect(await hung).toBe(true);
  });
});

test.each([
  ['maxWeight', { maxWeight: 10 }],
  ['maxCost', { maxCost: 10, costOf: (item: number) => item }],
])('a batch has at most %s, and what is heavier comes alone', async (_, options) => {
  const { batcher, started, turns } = setup(options);
  const results = Promise.all([4, 6, 1, 30, 10].map((weight) => batcher.add(weight, { weight })));
  expect(batcher.weight).toBe(51);
  for (let index = 0; index < 4; index += 1) {
    await turns();
    started[index]!.answer();
  }
  await results;
  await turns();
  expect(started.map((batch) => batch.items)).toEqual([[4, 6], [1], [30], [10]]);
  expect(batcher.weight).toBe(0);
});

describe('a batch that fails for what may be an item’s fault', () => {
  /** Fails every batch with an odd item below 100, and as a whole with a lost connection from 100 on. */
  function poisoned() {
    const handled: number[][] = [];
    const batcher = new Batcher<number, string>({
      maxItems: 100,
      concurrency: 1,
      mayBeItemsFault: (error) => !(error instanceof TypeError),
      handle: async (items) => {
        handled.push(items);
        if (items.some((item) => item >= 100)) throw new TypeError('lost');
        if (items.some((item) => item % 2 === 1)) throw new Error('poison');
        return items.map((item) => `#${item}`);
      },
    });
    const all = async (items: number[]) =>
      (await Promise.allSettled(items.map((item) => batcher.add(item)))).map((result) =>
        result.status === 'fulfilled' ? result.value : String(result.reason),
      );
    return { handled, all };
  }

  test('fails that item alone', async () => {
    const { all, handled } = poisoned();
    expect(await all([2, 4, 5, 6, 8])).toEqual(['#2', '#4', 'Error: poison', '#6', '#8']);
    expect(handled).toEqual([[2, 4, 5, 6, 8], [2, 4, 5], [2, 4], [5], [6, 8]]);
  });

  test('fails all when all are at fault', async () => {
    const { all } = poisoned();
    expect(await all([1, 3, 5])).toEqual(['Error: poison', 'Error: poison', 'Error: poison']);
  });

  test('tries an item that is alone only once', async () => {
    const { all, handled } = poisoned();
    expect(await all([1])).toEqual(['Error: poison']);
    expect(handled).toEqual([[1]]);
  });

  test('but not when it fails for something else', async () => {
    const { all, handled } = poisoned();
    expect(await all([2, 100])).toEqual(['TypeError: lost', 'TypeError: lost']);
    expect(handled).toEqual([[2, 100]]);
  });

  test('but not when it was done and only answered wrongly', async () => {
    let calls = 0;
    const handle = async () => {
      calls += 1;
      return ['only one'];
    };
    const batcher = new Batcher<number, string>({
      maxItems: 2,
      concurrency: 1,
      mayBeItemsFault: () => true,
      handle,
    });
    const results = await Promise.allSettled([batcher.add(1), batcher.add(2)]);
    expect([calls, ...results.map(({ status }) => status)]).toEqual([1, 'rejected', 'rejected']);
  });
});
