import { expect, test } from 'vitest';
import { DomainError } from './errors.ts';
import { decodeCursor, decodeDayCursor, encodeCursor, pageFrom } from './page.ts';

const LIST = 'rows acct_1';
const shape = { list: LIST, show: (row: number) => `row ${row}`, position: (row: number) => [String(row)] };

/** Pages through `rows` as a list would through a table that is ordered by number. */
function walk(rows: number[], limit: number): string[][] {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const [after] = decodeCursor(LIST, cursor, 1) ?? [];
    const found = rows.filter((row) => after === undefined || row > Number(after)).slice(0, limit + 1);
    const page = pageFrom(found, limit, shape);
    expect(page.has_more).toBe(page.next_cursor !== null);
    pages.push(page.data);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return pages;
}

test.each([1, 2, 3, 4])(
  'pages of %i lose no row, double none, and none but the only one is empty',
  (limit) => {
    for (let length = 0; length <= 9; length += 1) {
      const rows = Array.from({ length }, (_, index) => index);
      const pages = walk(rows, limit);
      expect(pages.flat()).toEqual(rows.map((row) => `row ${row}`));
      expect(pages.length).toBe(Math.max(1, Math.ceil(length / limit)));
    }
  },
);

test('a cursor gives back its position, whatever characters are in it', () => {
  const position = ['2026-11-20', 'evt_ü"\\/\u0001😀'];
  const cursor = encodeCursor(LIST, position);
  expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(decodeCursor(LIST, cursor, 2)).toEqual(position);
});

test('no cursor is the first page', () => {
  expect(decodeCursor(LIST, undefined, 2)).toBeUndefined();
});

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const [MARK] = JSON.parse(Buffer.from(encodeCursor(LIST, []), 'base64url').toString());

test.each([
  ['empty', ''],
  ['no base64', '%%%'],
  ['no JSON', Buffer.from('evt_1').toString('base64url')],
  ['cut off', encodeCursor(LIST, ['2026-11-20', 'evt_1']).slice(0, -4)],
  ['of another list', encodeCursor('rows', ['2026-11-20', 'evt_1'])],
  ['of the same list of another account', encodeCursor('rows acct_2', ['2026-11-20', 'evt_1'])],
  ['of a version that did not say whose it is', encoded(['2026-11-20', 'evt_1'])],
  ['of a list with fewer columns', encodeCursor(LIST, ['evt_1'])],
  ['of a list with more columns', encodeCursor(LIST, ['a', 'b', 'c'])],
  ['no list', encoded({ 0: MARK, 1: '2026-11-20', 2: 'evt_1', length: 3 })],
  ['null', encoded(null)],
  ['with a number', encoded([MARK, '2026-11-20', 1])],
  ['with a list inside', encoded([MARK, '2026-11-20', ['evt_1']])],
  ['with NUL, which Postgres cannot take', encodeCursor(LIST, ['2026-11-20', 'evt_\0'])],
])('a forged cursor, %s, is the caller’s fault', (_, cursor) => {
  let thrown: unknown;
  try {
    decodeCursor(LIST, cursor, 2);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(DomainError);
  expect(thrown).toMatchObject({ code: 'invalid', issues: [{ path: 'cursor' }] });
});

test('a cursor of day and id gives back both', () => {
  const cursor = encodeCursor(LIST, ['2026-11-20', 'evt_1']);
  expect(decodeDayCursor(LIST, cursor)).toEqual({ day: '2026-11-20', id: 'evt_1' });
  expect(decodeDayCursor(LIST, undefined)).toEqual({ day: '9999-12-31', id: '' });
});

test.each([
  '',
  'yesterday',
  '2026-02-30',
  '2026-11-20T00:00:00Z',
  '0000-01-01',
  '10000-01-01',
  '2026-11-20 BC',
  '-infinity',
])('a forged day %j in it is the caller’s fault, not the database’s', (day) => {
  expect(() => decodeDayCursor(LIST, encodeCursor(LIST, [day, 'evt_1']))).toThrow(
    'This cursor was not given by this list.',
  );
});
