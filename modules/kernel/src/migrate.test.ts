import { Migration } from '@mikro-orm/migrations';
import { expect, onTestFinished, test } from 'vitest';
import { statement } from './database.ts';
import { migrate } from './migrate.ts';
import { createTestDatabase } from './testing.ts';

class Shelf extends Migration {
  override up(): void {
    this.addSql('CREATE TABLE shelf (id int)');
  }
}
class Book extends Migration {
  override up(): void {
    this.addSql('CREATE TABLE book (id int)');
    this.addSql('ALTER TABLE shelf ADD COLUMN book_id int');
  }
}
class Torn extends Migration {
  override up(): void {
    this.addSql('CREATE TABLE page (id int)');
    this.addSql('ALTER TABLE nothing ADD COLUMN torn int');
  }
}

const SHELF = { name: 'library/0001-shelf', class: Shelf };
const BOOK = { name: 'library/0002-book', class: Book };
const TORN = { name: 'library/0003-page', class: Torn };

async function setup() {
  const { url, database, drop } = await createTestDatabase({ steps: [] });
  onTestFinished(drop);
  const tables = async () => {
    const query = statement<{ name: string }>(
      '',
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    );
    return (await database.query(query)).map(({ name }) => name);
  };
  return { url, tables };
}

test('all steps are run in the order given, and named', async () => {
  const { url, tables } = await setup();
  expect(await migrate(url, [SHELF, BOOK])).toEqual([SHELF.name, BOOK.name]);
  expect(await tables()).toEqual(['book', 'shelf']);
});

test('a second time there is nothing left to do, and later only what is new', async () => {
  const { url } = await setup();
  expect(await migrate(url, [SHELF])).toEqual([SHELF.name]);
  expect(await migrate(url, [SHELF])).toEqual([]);
  expect(await migrate(url, [SHELF, BOOK])).toEqual([BOOK.name]);
});

test('of several that start together one does the work, and the others wait for it', async () => {
  const { url, tables } = await setup();
  const done = await Promise.all([1, 2, 3].map(() => migrate(url, [SHELF, BOOK])));
  expect(done.toSorted((one, other) => other.length - one.length)).toEqual([[SHELF.name, BOOK.name], [], []]);
  expect(await tables()).toEqual(['book', 'shelf']);
});

test('a step that fails leaves nothing of itself, and is run again when it is mended', async () => {
  const { url, tables } = await setup();
  await expect(migrate(url, [SHELF, TORN, BOOK])).rejects.toThrow('nothing');
  expect(await tables()).toEqual(['shelf']);
  expect(await migrate(url, [SHELF, { name: TORN.name, class: Book }])).toEqual([TORN.name]);
  expect(await tables()).toEqual(['book', 'shelf']);
});
