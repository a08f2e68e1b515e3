import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OutboxEventError } from './check-event.ts';
import { createOutbox } from './create-outbox.ts';
import { eventOf, installation } from './testing.ts';
import { writeEvent } from './write-event.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
beforeEach(() => home.empty());
afterAll(() => home.close());

async function transaction(ending: 'COMMIT' | 'ROLLBACK'): Promise<string> {
  const client = await home.pool.connect();
  try {
    await client.query('BEGIN');
    const id = await writeEvent(client, eventOf());
    await client.query(ending);
    return id;
  } finally {
    client.release();
  }
}

describe('an event that is written', () => {
  it('commits with the transaction, under an id that it keeps', async () => {
    const id = await transaction('COMMIT');
    expect(id).toMatch(/^evt_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
    expect(await home.rows()).toMatchObject([{ id, attempts: 0, failed: false, held: null }]);
  });

  it('is gone with a transaction that is rolled back', async () => {
    await transaction('ROLLBACK');
    expect(await home.rows()).toEqual([]);
  });

  it('is refused on a pool, where it would be in no transaction', async () => {
    await expect(writeEvent(home.pool, eventOf())).rejects.toThrow(/pool.*pool\.connect\(\)/);
    expect(await home.rows()).toEqual([]);
  });
});

const nested = (levels: number): Record<string, unknown> => (levels === 0 ? {} : { a: nested(levels - 1) });
const cycle: Record<string, unknown> = {};
cycle['self'] = cycle;

describe('an event that Tidings would refuse whatever its catalog says', () => {
  it.each([
    ['an account that is none', { account_id: 'acme' }, '/account_id'],
    ['a type that is none', { type: 'Opened' }, '/type'],
    ['a type that is too long', { type: `a.${'b'.repeat(99)}` }, '/type'],
    ['a version that is no date', { api_version: 'v2' }, '/api_version'],
    ['a time that is none', { created_at: 'yesterday' }, '/created_at'],
    ['a time beyond all dates', { created_at: '+012026-01-01T00:00:00Z' }, '/created_at'],
    ['a time that has not come', { created_at: new Date(Date.now() + 25 * 3_600_000) }, '/created_at'],
    ['a time in seconds, not milliseconds', { created_at: new Date(1_795_000_000) }, '/created_at'],
    ['data that is no object', { data: [] as never }, '/data'],
    ['data that refers to itself', { data: cycle }, '/data/self'],
    ['data that is nested too deeply', { data: nested(51) }, '/data/a'],
    ['data that is too large', { data: { text: 'x'.repeat(262_000) } }, '/data'],
    ['a character that Postgres cannot keep', { data: { a: ['\0'] } }, '/data/a/0'],
    ['half of a surrogate pair', { data: { a: { 'b/c': '\ud800' } } }, '/data/a/b~1c'],
    ['a name that Postgres cannot keep', { data: { 'a\0': 1 } }, '/data'],
    ['a name that nobody should use', { data: JSON.parse('{"__proto__": 1}') as never }, '/data/__proto__'],
    ['such a name inside', { data: JSON.parse('{"a": [{"__proto__": 1}]}') as never }, '/data/a/0/__proto__'],
    ['a number that is none', { data: { a: Number.NaN } }, '/data/a'],
    ['a number that loses digits', { data: { a: 2 ** 53 } }, '/data/a'],
    ['a bigint', { data: { a: 1n } }, '/data/a'],
    ['a function', { data: { a: () => 1 } }, '/data/a'],
    ['a hole in a list', { data: { a: [undefined] } }, '/data/a/0'],
  ])('is refused at once: %s', async (_sentence, given, path) => {
    const error = await home.write(given).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OutboxEventError);
    expect((error as OutboxEventError).path.slice(0, path.length)).toBe(path);
    expect(await home.rows()).toEqual([]);
  });
});

it('keeps what JSON carries: dates as text, and nothing of what is undefined', async () => {
  const at = new Date('2026-11-20T14:34:00.000Z');
  await home.write({ data: { at, none: undefined, deep: nested(48) } });
  const { rows } = await home.pool.query('SELECT data FROM tidings.outbox');
  expect(rows).toEqual([{ data: { at: '2026-11-20T14:34:00.000Z', deep: nested(48) } }]);
});

it.each(['', 'trace me', `00-${'A'.repeat(32)}-${'b'.repeat(16)}-01`, '\0'])(
  'writes an event without its place in a trace where that is %j',
  async (traceparent) => {
    await home.write({ traceparent });
    const { rows } = await home.pool.query('SELECT traceparent FROM tidings.outbox');
    expect(rows).toEqual([{ traceparent: null }]);
  },
);

it('gives a table of an earlier version what it lacks', async () => {
  await home.pool.query('ALTER TABLE tidings.outbox DROP COLUMN traceparent');
  await createOutbox(home.pool);
  await home.write();
  expect(await home.rows()).toHaveLength(1);
});

it('finds its table made, however often and at the same time it is made', async () => {
  await home.pool.query('DROP SCHEMA tidings CASCADE');
  await Promise.all([createOutbox(home.pool), createOutbox(home.pool), createOutbox(home.pool)]);
  await createOutbox(home.pool);
  await home.write();
  expect(await home.rows()).toHaveLength(1);
});
