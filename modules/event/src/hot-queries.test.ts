import { statement } from '@tidings/kernel';
import { firstStatementOf, type Given, nameOf, readsOf } from '@tidings/kernel/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCEPTED_BETWEEN } from './accepted-since.ts';
import { TAKEN } from './commit-events.ts';
import { PAGE_OF_DAY } from './erase-subject.ts';
import { WITH_VALUE } from './find-event-ids.ts';
import { loadBodies } from './load-bodies.ts';
import { openEvents } from './testing.ts';
import { maintainEventPartitions } from './wiring.ts';

const DAYS = 4;
const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);

let home: Awaited<ReturnType<typeof openEvents>>;

/** 5 days of 20 accounts, 100 events of each a day. */
beforeAll(async () => {
  home = await openEvents();
  await maintainEventPartitions(home.account(), new Date(Date.now() - DAYS * 86_400_000));
  await home.query(
    `INSERT INTO event.event (day, id, account_id, type, happened_at, body)
     SELECT $1::date - ago, 'evt_' || ago || '_' || n, 'acct_' || n % 20, 'thing.happened', now(), repeat('x', 500)
     FROM generate_series(0, $2::int) AS ago
     CROSS JOIN generate_series(1, 2000) AS n`,
    [day(0), DAYS],
  );
  await home.query('ANALYZE');
});
afterAll(() => home.close());

const references = [
  { accountId: 'acct_1', day: day(2), id: 'evt_2_1' },
  { accountId: 'acct_7', day: day(1), id: 'evt_1_7' },
];

const CASES: Record<string, { given: () => Given | Promise<Given>; partitions: number }> = {
  'the bodies of what is to be sent': {
    given: () => firstStatementOf((sql) => loadBodies(sql, references)),
    partitions: 2,
  },
  'whether ids that publishers gave are taken': {
    given: () => ({
      query: TAKEN,
      values: [
        references.map(({ accountId }) => accountId),
        references.map((each) => each.day),
        references.map(({ id }) => id),
      ],
    }),
    partitions: 2,
  },
  'which of some events have a value': {
    given: () => ({
      query: WITH_VALUE,
      values: ['acct_1', references.map((each) => each.day), references.map(({ id }) => id), '{1}'],
    }),
    partitions: 2,
  },
  'what is looked through for a person who is erased': {
    given: () => ({ query: PAGE_OF_DAY, values: ['acct_1', day(2), '', 'needle'] }),
    partitions: 1,
  },
};

describe.each(['force_custom_plan', 'force_generic_plan'] as const)('with %s', (mode) => {
  it.each(Object.entries(CASES))('reads %s by the primary key', async (_, { given, partitions }) => {
    const reads = await readsOf(home.database, await given(), mode);
    expect([...new Set(reads.map(nameOf))]).toEqual(['event.pkey']);
    expect(new Set(reads.map(({ relation }) => relation)).size).toBe(partitions);
  });
});

it.each(['force_custom_plan', 'force_generic_plan'] as const)(
  'with %s what was accepted since a moment ago is read by an index, of few days',
  async (mode) => {
    const at = new Date(Date.now() - 1_000).toISOString();
    const values = ['acct_1', day(1), day(0), at, 'infinity', ''];
    const reads = await readsOf(home.database, { query: ACCEPTED_BETWEEN, values }, mode);
    for (const read of reads) expect(['event.accepted_at', 'event.pkey']).toContain(nameOf(read));
    expect(new Set(reads.map(({ relation }) => relation)).size).toBeLessThanOrEqual(3);
  },
);

it('bites: events that are looked for by their type read everything', async () => {
  const byType = statement<unknown>('test.by-type', 'SELECT id FROM event.event WHERE type = $1');
  const reads = await readsOf(home.database, { query: byType, values: ['thing'] }, 'force_custom_plan');
  expect(reads.map(({ node }) => node)).toContain('Seq Scan');
});
