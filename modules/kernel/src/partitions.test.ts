import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statement } from './database.ts';
import { maintainPartitions, partitionDays } from './partitions.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let home: TestDatabase;
beforeAll(async () => {
  home = await createTestDatabase({ steps: [] });
  await run('CREATE SCHEMA shop');
});
afterAll(() => home.drop());

const run = <Row>(text: string) => home.database.query(statement<Row>('', text));

let tables = 0;
async function setup() {
  tables += 1;
  const table = `shop.sale_${tables}`;
  await run(`CREATE TABLE ${table} (day date NOT NULL, n int) PARTITION BY RANGE (day)`);
  const partitions = async () => {
    const rows = await run<{ name: string }>(
      `SELECT relid::regclass::text AS name FROM pg_partition_tree('${table}') WHERE isleaf ORDER BY 1`,
    );
    return rows.map(({ name }) => name.replace(`${table}_`, ''));
  };
  return { table, partitions };
}

const maintain = (table: string, time: string, retentionDays = 30, storage?: string) =>
  maintainPartitions(home.database, table, {
    today: new Date(time),
    retentionDays,
    ...(storage && { storage }),
  });

const FROM_27_FEBRUARY = [
  '20280226',
  '20280227',
  '20280228',
  '20280229',
  '20280301',
  '20280302',
  '20280303',
  '20280304',
  '20280305',
];

test('there is a partition for each UTC day from yesterday to a week ahead, over the end of a month', async () => {
  const { table, partitions } = await setup();
  await maintain(table, '2028-02-27T23:59:59.999Z');
  expect(await partitions()).toEqual(FROM_27_FEBRUARY);
});

test('rows of the first and the last of these days find their place, and those beyond do not', async () => {
  const { table } = await setup();
  await maintain(table, '2028-02-27T00:00:00Z');
  await run(`INSERT INTO ${table} VALUES ('2028-02-26', 1), ('2028-03-05', 2)`);
  await expect(run(`INSERT INTO ${table} VALUES ('2028-02-25', 3)`)).rejects.toThrow('no partition');
  await expect(run(`INSERT INTO ${table} VALUES ('2028-03-06', 4)`)).rejects.toThrow('no partition');
});

test('doing it again changes nothing and loses nothing', async () => {
  const { table, partitions } = await setup();
  await maintain(table, '2028-02-27T08:00:00Z');
  await run(`INSERT INTO ${table} VALUES ('2028-02-27', 1)`);
  await maintain(table, '2028-02-27T09:00:00Z');
  expect(await partitions()).toEqual(FROM_27_FEBRUARY);
  expect(await run(`SELECT n FROM ${table}`)).toEqual([{ n: 1 }]);
});

test('several processes that do it at once do not trip over each other', async () => {
  const { table, partitions } = await setup();
  await Promise.all(Array.from({ length: 5 }, () => maintain(table, '2028-02-27T08:00:00Z')));
  expect(await partitions()).toEqual(FROM_27_FEBRUARY);
});

test('of the days that are named besides each gets one, unless it is past the retention', async () => {
  const { table, partitions } = await setup();
  await maintain(table, '2028-02-27T08:00:00Z');
  const at = { today: new Date('2028-02-27T08:00:00Z'), retentionDays: 30 };
  const days = ['2028-01-27', '2028-01-28', '2028-02-20', '2028-02-27'];
  await maintainPartitions(home.database, table, { ...at, days });
  expect(await partitions()).toEqual(['20280128', '20280220', ...FROM_27_FEBRUARY]);
  await run(`INSERT INTO ${table} VALUES ('2028-02-20', 1)`);
});

test('partitions past the retention are dropped with their rows, and the day at its edge stays', async () => {
  const { table, partitions } = await setup();
  await maintain(table, '2027-12-27T08:00:00Z');
  await run(`INSERT INTO ${table} VALUES ('2027-12-30', 1), ('2027-12-31', 2), ('2028-01-01', 3)`);
  await maintain(table, '2028-01-02T08:00:00Z', 2);
  expect((await partitions())[0]).toBe('20271231');
  expect((await partitions()).at(-1)).toBe('20280109');
  expect(await run(`SELECT n FROM ${table} ORDER BY n`)).toEqual([{ n: 2 }, { n: 3 }]);
});

test('another table’s partitions are left alone', async () => {
  const kept = await setup();
  const short = await setup();
  await maintain(kept.table, '2028-02-27T08:00:00Z');
  await maintain(short.table, '2028-06-01T08:00:00Z', 1);
  expect(await kept.partitions()).toEqual(FROM_27_FEBRUARY);
});

test('new partitions get the storage options asked for', async () => {
  const { table } = await setup();
  await maintain(table, '2028-02-27T08:00:00Z', 30, 'WITH (fillfactor = 70)');
  expect(await run(`SELECT reloptions FROM pg_class WHERE oid = '${table}_20280227'::regclass`)).toEqual([
    { reloptions: ['fillfactor=70'] },
  ]);
});

describe('beside a transaction that has read the table and stays open', () => {
  /** A reader's transaction, and what it is told is over. */
  async function reader(table: string) {
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    let done: Promise<void> = Promise.resolve();
    await new Promise<void>((reading) => {
      done = home.database.transaction(async (tx) => {
        await tx.query(statement('', `SELECT FROM ${table}`));
        reading();
        await ended;
      });
    });
    return async () => {
      end();
      await done;
    };
  }

  /** Longest time that one row took, while `work` went on. */
  async function slowestInsert(table: string, day: string, work: Promise<unknown>): Promise<number> {
    let isDone = false;
    const done = work.finally(() => (isDone = true));
    let slowest = 0;
    while (!isDone) {
      const startedMs = performance.now();
      await run(`INSERT INTO ${table} VALUES ('${day}', 1)`);
      slowest = Math.max(slowest, performance.now() - startedMs);
    }
    await done;
    return slowest;
  }

  test('missing partitions are made', async () => {
    const { table, partitions } = await setup();
    await maintain(table, '2028-02-26T08:00:00Z');
    const endReader = await reader(table);
    await maintain(table, '2028-02-27T08:00:00Z');
    expect(await partitions()).toContain('20280305');
    await endReader();
  });

  test('publishers are not held up, and what cannot be dropped is told and dropped the next time', async () => {
    const { table, partitions } = await setup();
    await maintain(table, '2028-02-01T08:00:00Z');
    await run(`INSERT INTO ${table} VALUES ('2028-02-02', 7)`);
    await maintain(table, '2028-02-10T08:00:00Z', 9);
    const endReader = await reader(table);
    const warnings: unknown[] = [];
    const at = { today: new Date('2028-02-12T08:00:00Z'), retentionDays: 5 };
    const upkeep = maintainPartitions(home.database, table, {
      ...at,
      log: { warn: (...args: unknown[]) => void warnings.push(args) },
    });
    expect(await slowestInsert(table, '2028-02-12', upkeep)).toBeLessThan(1_000);
    expect(warnings).toEqual([
      [{ err: expect.objectContaining({ code: '55P03' }), table }, expect.any(String)],
    ]);
    await endReader();
    await maintainPartitions(home.database, table, at);
    expect((await partitions())[0]).toBe('20280207');
    expect((await partitions()).at(-1)).toBe('20280219');
    expect(await run(`SELECT FROM ${table} WHERE n = 7`)).toEqual([]);
  });
});

test('a partition that was detached by a process that ended then is dropped', async () => {
  const { table } = await setup();
  await maintain(table, '2028-02-27T08:00:00Z');
  await run(`ALTER TABLE ${table} DETACH PARTITION ${table}_20280226`);
  await maintain(table, '2028-02-28T08:00:00Z', 30);
  const isThere = `SELECT to_regclass('${table}_20280226') IS NOT NULL AS there`;
  expect(await run(isThere)).toEqual([{ there: true }]);
  await maintain(table, '2028-03-27T08:00:00Z', 30);
  expect(await run(isThere)).toEqual([{ there: true }]);
  await maintain(table, '2028-03-28T08:00:00Z', 30);
  expect(await run(isThere)).toEqual([{ there: false }]);
});

test('several processes that drop at once do not trip over each other', async () => {
  const { table, partitions } = await setup();
  await maintain(table, '2028-01-01T08:00:00Z');
  const warnings: unknown[] = [];
  const log = { warn: (...args: unknown[]) => void warnings.push(args) };
  const at = { today: new Date('2028-02-27T08:00:00Z'), retentionDays: 30, log };
  await Promise.all(Array.from({ length: 4 }, () => maintainPartitions(home.database, table, at)));
  expect(await partitions()).toEqual(FROM_27_FEBRUARY);
  expect(warnings).toEqual([]);
});

test('new partitions have the indexes, defaults and keys of their table', async () => {
  const table = 'shop.line';
  await run(`CREATE TABLE ${table} (day date NOT NULL, id text NOT NULL DEFAULT 'x', PRIMARY KEY (day, id))
             PARTITION BY RANGE (day)`);
  await run(`CREATE INDEX line_id ON ${table} (id)`);
  await maintain(table, '2028-02-27T08:00:00Z');
  await run(`INSERT INTO ${table} (day) VALUES ('2028-02-27')`);
  await expect(run(`INSERT INTO ${table} VALUES ('2028-02-27', 'x')`)).rejects.toMatchObject({
    code: '23505',
  });
  expect(
    await run(`SELECT FROM pg_index WHERE indrelid = 'shop.line_20280227'::regclass AND indisvalid`),
  ).toHaveLength(2);
  expect(await partitionDays(home.database, table)).toEqual(
    FROM_27_FEBRUARY.map((day) => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`),
  );
});
