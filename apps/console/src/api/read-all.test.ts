import { expect, it } from 'vitest';

import { readAll } from './read-all.ts';

it('reads on until there is no further page', async () => {
  const pages = new Map<string | undefined, { data: number[]; next_cursor: string | null }>([
    [undefined, { data: [6, 5], next_cursor: 'a' }],
    ['a', { data: [4, 3], next_cursor: 'b' }],
    ['b', { data: [2], next_cursor: null }],
  ]);
  expect(await readAll(async (cursor) => pages.get(cursor)!)).toEqual({ data: [6, 5, 4, 3, 2] });
});
