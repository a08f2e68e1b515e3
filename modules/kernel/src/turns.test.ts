import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

test('what an account asks for is done one after the other, whatever comes of it, and others do not wait', async () => {
  const turns = new Turns({ ofAccount: 1, inAll: 2 });
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      begun.push(name);
      ends.push(() => (name === 'fails' ? reject(new Error(name)) : resolve(name)));
    });
  const failed = turns.run('a', work('fails'));
  const second = turns.run('a', work('second'));
  const other = turns.run('b', work('other'));
  expect(begun).toEqual(['fails', 'other']);
  ends[0]?.();
  await expect(failed).rejects.toThrow('fails');
  await Promise.resolve();
  expect(begun).toEqual(['fails', 'other', 'second']);
  ends.forEach((end) => end());
  expect(await Promise.all([second, other])).toEqual(['second', 'other']);
});
