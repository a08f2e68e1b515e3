import { afterAll, beforeAll, expect, test } from 'vitest';
import { statement } from './database.ts';
import { maintainPartitions } from './partitions.ts';
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
