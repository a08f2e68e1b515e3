import { expect, it } from 'vitest';
import { Remembered } from './remembered.ts';

const setup = (answer: (key: string) => Promise<string | undefined>) => {
  let nowMs = 0;
  let loads = 0;
  const remembered = new Remembered(2_000, (key) => {
    loads += 1;
    return answer(key);
  });
  const clock = { now: () => new Date(0), monotonicMs: () => nowMs };
  return {
    find: (key = 'a') => remembered.find(key, clock),
    loads: () => loads,
    at: (ms: number) => (nowMs = ms),
  };
};

it('asks once for all that ask in the same two seconds', async () => {
  const { find, loads, at } = setup(async (key) => `value of ${key}`);
  expect(await Promise.all([find(), find(), find()])).toEqual(['value of a', 'value of a', 'value of a']);
  at(1_999);
  await find();
  expect(loads()).toBe(1);
  at(2_000);
  await find();
  expect(loads()).toBe(2);
});

it('asks again for what was not found', async () => {
  const { find, loads } = setup(async () => undefined);
  expect([await find(), await find()]).toEqual([undefined, undefined]);
  expect(loads()).toBe(2);
});

it('asks again after a failure', async () => {
  const { find, loads } = setup(async () => {
    throw new Error('no connection');
  });
  await expect(find()).rejects.toThrow('no connection');
  await expect(find()).rejects.toThrow('no connection');
  expect(loads()).toBe(2);
});
