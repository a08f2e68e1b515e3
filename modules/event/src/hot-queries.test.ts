import { partitionDays, statement } from '@tidings/kernel';
import { firstStatementOf, type Given, nameOf, readsOf } from '@tidings/kernel/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCEPTED_BETWEEN } from './accepted-since.ts';
import { TAKEN } from './commit-events.ts';
import { PAGE_OF_DAY } from './erase-subject.ts';
import { OF_DAY, WITH_VALUE } from './find-event-ids.ts';
import { getEvent } from './get-event.ts';
import { FIND_KEPT, findAnswered, keepAnswers, releaseKeys } from './idempotency.ts';
import { listEvents } from './list-events.ts';
import { loadBodies } from './load-bodies.ts';
import { FAR } from './search-events.ts';
import { openEvents } from './testing.ts';
import { walkEvents } from './walk-events.ts';
import { WALK_BACK } from './walk-log.ts';
import { maintainEventPartitions } from './wiring.ts';

const DAYS = 4;
const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);

let home: Awaited<ReturnType<typeof openEvents>>;

/** 5 days of 20 accounts, 100 events of each a day. */
beforeAll(async () => {
  home = await openEvents();
  await maintainEventPartitions(home.account(), new Date(Date.now() - DAYS * 86_400_000));
  // Without those that are empty, which may be read as they like.
  const kept = Array.from({ length: DAYS + 1 }, (_, ago) => day(ago));
  for (const each of await partitionDays(home.database, 'event.event'))
    if (!kept.includes(each)) await home.query(`DROP TABLE event.event_${each.replaceAll('-', '')}`);
  await home.query(
    `INSERT INTO event.event (day, id, account_id, type, happened_at, body, facets)
     SELECT $1::date - ago, 'evt_' || ago || '_' || n, 'acct_' || n % 20, 'thing.happened', now(), repeat('x', 500),
            ARRAY[n % 500, 1000 + n % 7]
     FROM generate_series(0, $2::int) AS ago
     CROSS JOIN generate_series(1, 2000) AS n`,
    [day(0), DAYS],
  );
  await home.query(
    `INSERT INTO event.idempotency (account_id, key, request_hash, answer, expires_at)
     SELECT 'acct_' || n % 20, 'key:' || n, '', '{}', now() + interval '1 hour' FROM generate_series(1, 5000) AS n`,
  );
  await home.query('ANALYZE');
});
afterAll(() => home.close());

const references = [
  { accountId: 'acct_1', day: day(2), id: 'evt_2_1' },
  { accountId: 'acct_7', day: day(1), id: 'evt_1_7' },
];

const BY_ID = 'event.pkey';
const BY_FACET = 'event.facets';
const BY_KEY = 'idempotency_pkey';
const ANSWER = { id: 'evt_1', type: 'thing.happened', api_version: '', created_at: '', deliveries: 0 };
const KEYS = [
  ['acct_1', 'acct_7'],
  ['key:1', 'key:7'],
];
const claims = [
  { accountId: 'acct_1', key: 'key:1', hash: '' },
  { accountId: 'acct_7', key: 'key:7', hash: '' },
];

type Case = {
  given: () => Given | Promise<Given>;
  indexes?: string[];
  partitions: number;
  ofGenericPlan?: number;
};

/** What somebody who looks at the log of an account asks. */
const listed = (input: Partial<Parameters<typeof listEvents>[1]>) => () =>
  firstStatementOf((database) =>
    listEvents({ ...home.account('acct_1'), database }, { limit: 25, ...input }),
  );

const CASES: Record<string, Case> = {
  'the log': { given: listed({}), partitions: 1 },
  // 250 rows at first, of 100 a day.
  'the log of a type that there is not': { given: listed({ type: 'order.placed' }), partitions: 3 },
  'the log of a day': {
    given: () => ({
      query: WALK_BACK,
      values: ['acct_1', day(2), '~', null, new Date(0), new Date(), null, day(2), 250, 26],
    }),
    partitions: 1,
  },
  'an event': {
    given: () =>
      firstStatementOf((database) => getEvent({ ...home.account('acct_1'), database }, { id: 'evt_9_9' })),
    partitions: DAYS + 1,
  },
  'the newest events for a value': {
    given: () => ({
      query: WALK_BACK,
      values: ['acct_1', '9999-12-31', '', null, null, null, '{1}', '0001-01-01', 2_000, 26],
    }),
    partitions: DAYS + 1,
  },
  'the events of a day for a value': {
    given: () => ({ query: FAR, values: ['acct_1', day(2), '~', null, null, null, '{1}', 26, 2_500] }),
    indexes: [BY_FACET, BY_ID],
    partitions: 1,
  },
  'the ids of a day for a value': {
    given: () => ({ query: OF_DAY, values: ['acct_1', day(2), '{1}', 1_000] }),
    indexes: [BY_FACET, BY_ID],
    partitions: 1,
  },
  'the next events of a replay': {
    given: () =>
      firstStatementOf((sql) =>
        walkEvents(
          sql,
          {
            accountId: 'acct_1',
            createdAfter: new Date(0),
            createdBefore: new Date(),
            acceptedBefore: null,
            types: ['thing.happened'],
          },
          { after: { day: day(2), id: '' }, rows: 50, withData: true },
        ),
      ),
    partitions: 1,
  },
  'what is kept under keys': {
    given: () => ({ query: FIND_KEPT, values: KEYS }),
    indexes: [BY_KEY],
    partitions: 1,
  },
  'which keys are answered': {
    given: () => firstStatementOf((sql) => findAnswered(sql, claims)),
    indexes: [BY_KEY],
    partitions: 1,
  },
  'keys that are answered': {
    given: () =>
      firstStatementOf((sql) =>
        keepAnswers(
          sql,
          claims.map((claim) => ({ ...claim, answer: ANSWER })),
        ),
      ),
    indexes: [BY_KEY],
    partitions: 1,
  },
  'keys that are given up': {
    given: () => firstStatementOf((sql) => releaseKeys(sql, claims)),
    indexes: [BY_KEY],
    partitions: 1,
  },
  'the bodies of what is to be sent': {
    given: () => firstStatementOf((sql) => loadBodies(sql, references)),
    partitions: 2,
    // A generic plan asks the primary key of each day: no list of days prunes that is not known yet.
    ofGenericPlan: DAYS + 1,
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
  it.each(Object.entries(CASES))(
    'reads %s by its index',
    async (_, { given, indexes = [BY_ID], partitions, ofGenericPlan = partitions }) => {
      const expected = mode === 'force_generic_plan' ? ofGenericPlan : partitions;
      const reads = await readsOf(home.database, await given(), mode);
      expect([...new Set(reads.map(nameOf))].toSorted()).toEqual(indexes);
      expect(new Set(reads.map(({ relation }) => relation)).size).toBe(expected);
    },
  );
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
