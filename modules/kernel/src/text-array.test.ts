import { afterAll, beforeAll, expect, it } from 'vitest';
import { statement } from './database.ts';
import { createTestDatabase } from './testing.ts';
import { textArray } from './text-array.ts';

const ECHO = statement<{ values: (string | null)[] }>('', 'SELECT $1::text[] AS values');

let home: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  home = await createTestDatabase({ steps: [] });
});
afterAll(() => home.drop());

it.each([
  ['nothing', []],
  ['words, and none', ['a', '', null, 'NULL']],
  ['what a literal would have to escape', ['{"a":"\\"b\\""}', "it's", ',', '{}', '\\', '\n']],
  ['text of any script', ['ä', '漢字', '😀', 'مرحبا']],
  ['many', Array.from({ length: 5_000 }, (_, index) => 'x'.repeat(index % 50))],
])('hands over %s as it is', async (_, values) => {
  const [row] = await home.database.query(ECHO, [textArray(values)]);
  expect(row?.values).toEqual(values);
});
