import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Hook } from './hook.ts';

test('a fact that nobody listens to is announced to nobody', async () => {
  expect(await new Hook<[number]>().announce(1)).toEqual([]);
});

test('listeners hear of it one after the other, and their answers come in that order', async () => {
  const hook = new Hook<[number, string], string>();
  const heard: string[] = [];
  hook.connect(async (count, what) => {
    heard.push('first begins');
    await nextTurn();
    heard.push('first ends');
    return `${count} ${what}`;
  });
  hook.connect(async (count) => {
    heard.push('second');
    return String(count + 1);
  });
  expect(await hook.announce(1, 'event')).toEqual(['1 event', '2']);
  expect(heard).toEqual(['first begins', 'first ends', 'second']);
});

test('a failing listener fails the announcement, and later listeners do not hear of it', async () => {
  const hook = new Hook<[]>();
  let heard = false;
  hook.connect(async () => {
    throw new Error('no room');
  });
  hook.connect(async () => {
    heard = true;
  });
  await expect(hook.announce()).rejects.toThrow('no room');
  expect(heard).toBe(false);
});
