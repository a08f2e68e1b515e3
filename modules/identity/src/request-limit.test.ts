import { expect, it } from 'vitest';
import { RequestLimit } from './request-limit.ts';

const setup = () => {
  let nowMs = 0;
  const limit = new RequestLimit({ now: () => new Date(0), monotonicMs: () => nowMs });
  const send = async (key = 'a') => (await limit.consume(key, { window: 60, max: 2 })).retryAfter;
  return { send, at: (seconds: number) => (nowMs = seconds * 1_000) };
};

it('refuses what is over the limit until the window ends', async () => {
  const { send, at } = setup();
  expect([await send(), await send(), await send()]).toEqual([null, null, 60]);
  at(59.5);
  expect(await send()).toBe(1);
  at(60);
  expect([await send(), await send()]).toEqual([null, null]);
});

it('counts each key for itself', async () => {
  const { send } = setup();
  expect([await send('a'), await send('a'), await send('b')]).toEqual([null, null, null]);
});

it('never refuses those who stay under the limit', async () => {
  const { send, at } = setup();
  for (let time = 0; time < 600; time += 40) {
    at(time);
    expect(await send()).toBe(null);
  }
});
