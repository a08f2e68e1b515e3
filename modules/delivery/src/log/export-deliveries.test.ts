import { audited } from '@tidings/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { delivery as deliverySchema } from '../schema.ts';
import { installation, NOWHERE } from '../testing.ts';
import { type LogEntry, writeLog } from './testing-log.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

async function setup(entries: LogEntry[]) {
  const account = home.account();
  const { id } = await account.hook(NOWHERE);
  const owner = { accountId: account.ctx.accountId!, endpointId: id };
  const ids = await writeLog(home.database, owner, entries);
  const read = async (input: object = {}) => {
    const pieces: string[] = [];
    for await (const piece of await account.deliveries.exportCsv({ id, ...input })) pieces.push(piece);
    return pieces;
  };
  /** The first column of each line but the header. */
  const readIds = async (input: object = {}) =>
    (await read(input))
      .join('')
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.slice(0, line.indexOf(',')));
  return { ...account, id, owner, ids, read, readIds };
}

it('has the fields of a delivery as columns, by the names of the JSON', async () => {
  const { read, deliveries, ids } = await setup([{ status: 'failed', error: 'timeout' }]);
  const shown = await deliveries.get({ id: ids[0]! });
  const columns = Object.keys(deliverySchema.shape) as (keyof typeof shown)[];
  expect(await read()).toEqual([
    `${columns.join(',')}\r\n`,
    `${columns.map((column) => shown[column] ?? '').join(',')}\r\n`,
  ]);
});

it('is a header line alone where nothing matches', async () => {
  const { read } = await setup([{ status: 'failed' }]);
  expect(await read({ status: 'archived' })).toHaveLength(1);
});

it('defuses what a spreadsheet would run', async () => {
  const { read } = await setup([{ status: 'failed', type: '=HYPERLINK("http://evil.example","x")' }]);
  expect((await read()).join('')).toContain(`,"'=HYPERLINK(""http://evil.example"",""x"")",`);
});

it.each([
  ['all', {}],
  ['what failed', { status: 'failed' }],
  ['what is retried', { status: 'retrying' }],
  ['a type', { type: 'tag.created' }],
])('has every row once, in the order of the log, piece by piece: %s', async (_, filters) => {
  const entries = ['failed', 'retrying', 'succeeded'].flatMap(
    (status) => Array.from({ length: 1_500 }, () => ({ status: status as 'failed' })), // one of the three
  );
  const { readIds, read, ids } = await setup(entries);
  const wanted = ids
    .filter((_id, index) => !('status' in filters) || entries[index]!.status === filters.status)
    .toReversed();
  expect(await readIds(filters)).toEqual(wanted);
  expect(await read(filters)).toHaveLength(1 + Math.ceil(wanted.length / 1_000));
});

it('has nothing of what is published after its beginning', async () => {
  const { deliveries, id, owner } = await setup(
    Array.from({ length: 1_001 }, (): LogEntry => ({ status: 'succeeded' })),
  );
  let lines = 0;
  for await (const piece of await deliveries.exportCsv({ id })) {
    lines += piece.split('\r\n').length - 1;
    await writeLog(home.database, owner, [{ status: 'succeeded' }]);
  }
  expect(lines).toBe(1 + 1_001);
});

it("finds no other account's webhook, before the first piece", async () => {
  const { id } = await setup([]);
  const { deliveries } = home.account();
  await expect(deliveries.exportCsv({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it("finds nothing by an id of another account's", async () => {
  const { ids } = await setup([{ status: 'failed' }]);
  const { read, ids: own } = await setup([{ status: 'failed' }]);
  expect(await read({ q: ids[0] })).toHaveLength(1);
  expect(await read({ q: own[0] })).toHaveLength(2);
});

it('is recorded with its filters, but of what is sought only ids of ours: anything else may be an address', async () => {
  const { read, ids, id } = await setup([{ status: 'failed' }]);
  const kept: unknown[] = [];
  audited.connect(async (_tx, { subject, after }) => {
    if (subject.id === id) kept.push(after);
  });
  await read({ q: ids[0], status: 'failed' });
  await read({ q: 'ada@example.com' });
  expect(kept).toEqual([{ q: ids[0], status: ['failed'] }, { q: '[not kept]' }]);
});
