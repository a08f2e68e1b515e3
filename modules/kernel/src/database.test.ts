import { defineEntity, p } from '@mikro-orm/core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Database, openDatabase, perDatabase, statement } from './database.ts';
import { toProblem } from './problem.ts';
import { createTestDatabase, startProxy, type TestDatabase } from './testing.ts';

const schema = defineEntity({
  name: 'Book',
  tableName: 'book',
  properties: { id: p.text().primary(), title: p.text() },
});
class Book extends schema.class {}
schema.setClass(Book);

const INSERT = statement<never>('book.insert', 'INSERT INTO book (id, title) VALUES ($1, $2)');
const FIND = statement<{ title: string }>('book.find', 'SELECT title FROM book WHERE id = $1');
const CONNECTION = statement<{ pid: number; tx: string }>(
  '',
  'SELECT pg_backend_pid() AS pid, pg_current_xact_id()::text AS tx',
);

let home: TestDatabase;
let database: Database;
beforeAll(async () => {
  home = await createTestDatabase({ steps: [], entities: [Book] });
  database = home.database;
  await database.query(statement('', 'CREATE TABLE book (id text PRIMARY KEY, title text NOT NULL)'));
});
afterAll(() => home.drop());

const titleOf = async (id: string) => (await database.query(FIND, [id]))[0]?.title;

test('what a transaction wrote is there when it ends, and not before', async () => {
  const answer = await database.transaction(async (tx) => {
    await tx.query(INSERT, ['t1', 'Middlemarch']);
    expect(await tx.query(FIND, ['t1'])).toEqual([{ title: 'Middlemarch' }]);
    expect(await titleOf('t1')).toBeUndefined();
    return 'answer';
  });
  expect([answer, await titleOf('t1')]).toEqual(['answer', 'Middlemarch']);
});

test('many first units of work at once share one client', async () => {
  const fresh = openDatabase({ url: home.url, poolSize: 2, entities: [Book], onError: () => undefined });
  onTestFinished(() => fresh.close());
  const books = Array.from({ length: 30 }, (_, index) => `many${index}`);
  await Promise.all(
    books.map((id) =>
      fresh.unitOfWork(async (tx) => {
        tx.em.persist(tx.em.create(Book, { id, title: 'Ulysses' }));
      }),
    ),
  );
  expect(await Promise.all(books.map(titleOf))).toEqual(books.map(() => 'Ulysses'));
});

test('a transaction that throws leaves nothing, and its error reaches the caller', async () => {
  const error = new Error('changed my mind');
  const work = database.transaction(async (tx) => {
    await tx.query(INSERT, ['t2', 'Emma']);
    throw error;
  });
  await expect(work).rejects.toBe(error);
  expect(await titleOf('t2')).toBeUndefined();
});

test('a transaction in which a statement fails leaves nothing, and its connection can be used again', async () => {
  for (let round = 0; round < 10; round += 1) {
    const work = database.transaction(async (tx) => {
      await tx.query(INSERT, ['t3', 'Villette']);
      await tx.query(INSERT, ['t3', 'Villette again']);
    });
    await expect(work).rejects.toMatchObject({ code: '23505' });
  }
  expect(await titleOf('t3')).toBeUndefined();
});

test('entities and statements of a unit of work share one transaction, each seeing what the other wrote', async () => {
  await database.unitOfWork(async (tx) => {
    tx.em.persist(tx.em.create(Book, { id: 'u1', title: 'Orlando' }));
    const [before] = await tx.query(CONNECTION);
    expect(await tx.query(FIND, ['u1'])).toEqual([{ title: 'Orlando' }]);
    await tx.query(INSERT, ['u2', 'Flush']);
    expect((await tx.em.findOneOrFail(Book, { id: 'u2' })).title).toBe('Flush');
    expect(await tx.query(CONNECTION)).toEqual([before]);
    expect(await titleOf('u1')).toBeUndefined();
  });
  expect([await titleOf('u1'), await titleOf('u2')]).toEqual(['Orlando', 'Flush']);
});

test('a unit of work that throws takes back its entities and its statements', async () => {
  const work = database.unitOfWork(async (tx) => {
    tx.em.persist(tx.em.create(Book, { id: 'u3', title: 'The Waves' }));
    await tx.query(INSERT, ['u4', 'The Years']);
    throw new Error('changed my mind');
  });
  await expect(work).rejects.toThrow('changed my mind');
  expect([await titleOf('u3'), await titleOf('u4')]).toEqual([undefined, undefined]);
});

test('an entity that was changed is written when the unit of work ends', async () => {
  await database.query(INSERT, ['u5', 'Draft']);
  await database.unitOfWork(async ({ em }) => {
    (await em.findOneOrFail(Book, { id: 'u5' })).title = 'Final';
  });
  expect(await titleOf('u5')).toBe('Final');
});

test('bigints are numbers, and a day is a text without a time zone', async () => {
  const query = statement<{ n: number; day: string; at: Date }>(
    '',
    `SELECT 9007199254740991::bigint AS n, date '2026-11-20' AS day, timestamptz '2026-11-20 14:34Z' AS at`,
  );
  expect(await database.query(query)).toEqual([
    { n: Number.MAX_SAFE_INTEGER, day: '2026-11-20', at: new Date('2026-11-20T14:34:00Z') },
  ]);
});

test('a connection that the server drops fails its query as 503, is heard of, and the next query works', async () => {
  const heard: Error[] = [];
  const own = openDatabase({
    url: home.url,
    poolSize: 1,
    entities: [],
    onError: (error) => heard.push(error),
  });
  const drop = statement('', 'SELECT pg_terminate_backend(pg_backend_pid())');
  const inQuery = await own.query(drop).catch((error: unknown) => error);
  const inTransaction = await own.transaction((tx) => tx.query(drop)).catch((error: unknown) => error);
  expect(toProblem(inQuery, '').status).toBe(503);
  expect(toProblem(inTransaction, '').status).toBe(503);
  expect(await own.query(statement('', 'SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  await own.close();
  expect(heard.length).toBeGreaterThan(0);
});

describe('a database that takes what it is sent and answers nothing', () => {
  async function setup() {
    const proxy = await startProxy(home.url);
    const own = openDatabase({
      url: proxy.url,
      poolSize: 1,
      entities: [Book],
      onError: () => undefined,
      answerWithinMs: 300,
    });
    onTestFinished(async () => {
      await own.close();
      await proxy.close();
    });
    return { proxy, own };
  }
  const one = statement<{ one: number }>('', 'SELECT 1 AS one');

  test.each([
    ['a statement', (own: Database) => own.query(one)],
    ['a transaction', (own: Database) => own.transaction((tx) => tx.query(one))],
  ])('fails %s as 503', async (_, work) => {
    const { proxy, own } = await setup();
    await work(own);
    proxy.swallow();
    const failure = await work(own).catch((error: unknown) => error);
    expect(toProblem(failure, '')).toMatchObject({ status: 503 });
  });

  test('costs its connection, so that the next statement finds the server that answers again', async () => {
    const { proxy, own } = await setup();
    const hung = own.transaction(async (tx) => {
      proxy.swallow();
      return tx.query(one);
    });
    await expect(hung).rejects.toThrow('Query read timeout');
    proxy.pass();
    expect(await own.transaction((tx) => tx.query(one))).toEqual([{ one: 1 }]);
    expect(own.pool.totalCount).toBe(1);
  });

  test('costs units of work nothing but the try, however many could not begin', async () => {
    const { proxy, own } = await setup();
    const work = () => own.unitOfWork((tx) => tx.query(one));
    expect(await work()).toEqual([{ one: 1 }]);
    proxy.swallow();
    const failed = await Promise.allSettled(Array.from({ length: 10 }, work));
    expect(failed.map(({ status }) => status)).toEqual(failed.map(() => 'rejected'));
    proxy.pass();
    expect(await work()).toEqual([{ one: 1 }]);
  });

  test('is waited for longer by a statement that says so', async () => {
    const { own } = await setup();
    const slow = 'SELECT 1 AS one FROM pg_sleep(0.5)';
    await expect(own.query(statement('', slow))).rejects.toThrow('Query read timeout');
    expect(await own.query(statement('', slow, { answerWithinMs: 10_000 }))).toEqual([{ one: 1 }]);
  });
});

test('a transaction that is left open and idle loses its locks after five seconds', async () => {
  expect(await database.query(statement('', 'SHOW idle_in_transaction_session_timeout'))).toEqual([
    { idle_in_transaction_session_timeout: '5s' },
  ]);
});

test('a session has a connection of its own, and what it set ends with it', async () => {
  const setting = statement<{ lock_timeout: string }>('', 'SHOW lock_timeout');
  const within = await database.session(async (session) => {
    await session.query(statement('', "SET lock_timeout = '7s'"));
    return session.query(setting);
  });
  expect([within, await database.query(setting)]).toEqual([
    [{ lock_timeout: '7s' }],
    [{ lock_timeout: '0' }],
  ]);
});

test('a value per database is made once for each', async () => {
  let made = 0;
  const numberOf = perDatabase(() => (made += 1));
  const other = openDatabase({ url: home.url, poolSize: 1, entities: [], onError: () => undefined });
  expect([numberOf(database), numberOf(other), numberOf(database), numberOf(other)]).toEqual([1, 2, 1, 2]);
  await other.close();
});

test('a unit of work needs no right to make databases, and makes none', async () => {
  const url = new URL(home.url);
  url.username = 'tidings'; // the embedded Postgres has this role for the application
  const fresh = openDatabase({ url: url.href, poolSize: 1, entities: [Book], onError: () => undefined });
  onTestFinished(() => fresh.close());
  const one = await fresh.unitOfWork((tx) => tx.query(statement<{ one: number }>('', 'SELECT 1 AS one')));
  expect(one).toEqual([{ one: 1 }]);
  const named = statement('', "SELECT datname FROM pg_database WHERE datname LIKE 'unused%'");
  expect(await database.query(named)).toEqual([]);
});
