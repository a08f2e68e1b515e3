import { newId, statement } from '@tidings/kernel';
import { firstStatementOf, nameOf, type PlanCase, provePlans, readsOf } from '@tidings/kernel/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ARCHIVE_FAILED } from './control/archive-failed.ts';
import { cancelHeld, claim, claimGated, type Claimed, release } from './queue/claim.ts';
import { EARLIER_OUTCOMES } from './queue/earlier-outcomes.ts';
import { eraseDeliveries } from './erase-deliveries.ts';
import { INSERT as FAN_OUT } from './queue/fan-out.ts';
import { findLanes } from './queue/find-lanes.ts';
import { recordAlone } from './queue/record.ts';
import { CANCEL_UNDER_WAY, CANCEL_WAITING } from './control/cancel-delivery.ts';
import { NEXT_DAY } from './control/failed-chunks.ts';
import { REFUSALS } from './diagnosis/check-signatures.ts';
import { CANCEL_CHUNK } from './queue/gate.ts';
import { TELLING_OF_EVENT } from './log/explain-event.ts';
import { latestFailures } from './log/latest-failures.ts';
import { noteUntried } from './queue/note-untried.ts';
import { LOCK_PLACE } from './queue/queue-place.ts';
import { readQueueState } from './queue/queue-state.ts';
import { OUTSTANDING } from './replay/advance-part.ts';
import { CANCEL_WAITING as CANCEL_OF_REPLAY, LET_END } from './replay/cancel-replay.ts';
import { OUTCOMES } from './replay/outcomes-of-replay.ts';
import { KNOWN } from './replay/select-events.ts';
import { REQUEUE_RECENT } from './queue/reconcile.ts';
import { FORGIVE, HASTEN, KEEP_TRYING, REQUEUE } from './control/retry-delivery.ts';
import { RETRY_FAILED } from './control/retry-failed.ts';
import { SUMMARIZE } from './log/summarize-failed.ts';
import { PAGE_OF_TESTS } from './trial/erase-trials.ts';
import { FAILURE, finished } from './testing.ts';
import { ACCOUNT, ACCOUNT_OF_TESTS, busyDays, day, DAYS, GATED, WEBHOOK } from './testing-busy-days.ts';

let home: Awaited<ReturnType<typeof busyDays>>['home'];
let delivery: string;
let heldDelivery: string;
let event: string;
beforeAll(async () => {
  ({ home, delivery, heldDelivery, event } = await busyDays());
});
afterAll(() => home.close());

const BY_ENDPOINT = 'delivery.endpoint_id_day_id';
const BY_EVENT = 'delivery.event_id';
const BY_ID = 'delivery.pkey';

/** What a worker holds of a delivery; only what the statements need. */
// A claim has more, of which these statements read nothing.
const held = () =>
  ({
    delivery_id: heldDelivery,
    delivery_day: day(2),
    token: 1,
    attempts_made: 3,
    endpoint_id: WEBHOOK,
  }) as Claimed;

const whole = DAYS + 2;

const CASES: Record<string, PlanCase> = {
  'its place in the queue': {
    given: () => ({ query: LOCK_PLACE, values: [delivery] }),
    indexes: ['queue_pkey'],
    partitions: 0,
  },
  'cancelling what waits': {
    given: () => ({ query: CANCEL_WAITING, values: [delivery, day(2)] }),
    indexes: ['queue_pkey', BY_ID],
    partitions: 1,
  },
  'cancelling what is under way': {
    given: () => ({ query: CANCEL_UNDER_WAY, values: [delivery, day(2)] }),
    indexes: ['queue_pkey', BY_ID],
    partitions: 1,
  },
  'retrying what waits': {
    given: () => ({ query: HASTEN, values: [delivery, day(2)] }),
    indexes: ['queue_pkey', BY_ID],
    partitions: 1,
  },
  'retrying what is under way': {
    given: () => ({ query: KEEP_TRYING, values: [delivery] }),
    indexes: ['queue_pkey'],
    partitions: 0,
  },
  'retrying what ended: the note that it failed': {
    given: () => ({ query: FORGIVE, values: [WEBHOOK, day(2), delivery] }),
    indexes: ['unsuccessful_pkey'],
    partitions: 0,
  },
  'retrying what ended': {
    given: () => ({ query: REQUEUE, values: [delivery, day(2)] }),
    indexes: [BY_ID],
    partitions: 1,
  },
  'the next day on which something failed': {
    given: () => ({ query: NEXT_DAY, values: [WEBHOOK, '0001-01-01', '9999-12-31', 30] }),
    indexes: ['unsuccessful_pkey'],
    partitions: 0,
  },
  'retrying what failed': {
    given: () => ({ query: RETRY_FAILED, values: [WEBHOOK, day(2), '', 'del_z', null, null, null, 10] }),
    indexes: ['unsuccessful_pkey', BY_ID],
    partitions: 1,
  },
  'archiving what failed': {
    given: () => ({ query: ARCHIVE_FAILED, values: [WEBHOOK, day(2), '', 'del_z', null, null, null, 10] }),
    indexes: ['unsuccessful_pkey', BY_ID],
    partitions: 1,
  },
  'the summary of what failed': {
    given: () => ({ query: SUMMARIZE, values: [WEBHOOK, 20] }),
    indexes: ['unsuccessful_pkey', 'queue_lane', BY_ID],
    partitions: 1,
  },
  // None of its deliveries was answered: all would be read for want of an answer.
  'how the receiver of a webhook answered, of its newest deliveries': {
    given: () => ({ query: REFUSALS, values: [WEBHOOK, ACCOUNT] }),
    indexes: [BY_ENDPOINT],
    partitions: 1,
  },
  'what became of the events of a replay, since the day before they came': {
    given: () => ({ query: KNOWN, values: [[event, newId('evt')], WEBHOOK, ACCOUNT, day(2)] }),
    indexes: [BY_EVENT],
    partitions: 4,
  },
  'why webhooks got an event or did not': {
    given: () => ({ query: TELLING_OF_EVENT, values: [event, ACCOUNT, day(2)] }),
    indexes: [BY_EVENT],
    partitions: 3, // from the day of the event on
  },
  'the latest failures of webhooks': {
    given: () => firstStatementOf((sql) => latestFailures(sql, [WEBHOOK, GATED])),
    indexes: ['unsuccessful_pkey', 'queue_lane', BY_ID],
    partitions: 3, // of those that were given up, and of those that wait longest
  },
  'what tests of an account sent on a day': {
    given: () => ({ query: PAGE_OF_TESTS, values: [ACCOUNT_OF_TESTS, day(2), '', 'needle'] }),
    indexes: ['delivery.account_id', 'attempt.pkey'],
    partitions: 2, // of deliveries, and of attempts
  },
  'what of a replay waits for its first attempt': {
    given: () => ({ query: OUTSTANDING, values: ['rpl_1', WEBHOOK] }),
    indexes: ['queue_of_replay'],
    partitions: 0,
  },
  'what became of a replay': {
    given: () => ({ query: OUTCOMES, values: ['rpl_1', day(3), '', day(2), 'del_z', 1_000, false] }),
    indexes: ['unsuccessful_pkey', 'queue_lane', BY_ID],
    partitions: 2,
  },
  'cancelling what waits of a replay': {
    given: () => ({ query: CANCEL_OF_REPLAY, values: ['rpl_1'] }),
    indexes: ['queue_of_replay'],
    partitions: 0,
  },
  'cancelling what is under way of a replay': {
    given: () => ({ query: LET_END, values: ['rpl_1'] }),
    indexes: ['queue_of_replay'],
    partitions: 0,
  },
  'the webhooks for which something is due': {
    given: () => firstStatementOf(findLanes),
    indexes: ['queue_lane'],
    partitions: 0,
  },
  'making deliveries': {
    given: () => ({
      query: FAN_OUT,
      values: [
        [newId('del'), newId('del')],
        [day(2), day(2)],
        [ACCOUNT, ACCOUNT],
        [WEBHOOK, GATED],
        [day(2), day(2)],
        [event, event],
        ['tag.t1', 'tag.t1'],
        [6, 6],
        [1, 1],
        [null, '2026-05-01+thin'],
      ],
    }),
    indexes: [], // it reads the gates and nothing else
    partitions: 0,
  },
  'the deliveries of erased events': {
    given: () =>
      firstStatementOf((sql) => eraseDeliveries(sql, [{ accountId: ACCOUNT, day: day(2), id: event }])),
    indexes: [BY_EVENT],
    partitions: whole,
  },
  claiming: {
    given: () => firstStatementOf((sql) => claim(sql, 1, [{ endpointId: WEBHOOK, room: 16 }])),
    indexes: ['queue_lane', 'queue_pkey', BY_ID],
    partitions: 1,
  },
  'claiming through a gate': {
    given: () => firstStatementOf((sql) => claimGated(sql, 1, { endpointId: GATED, room: 16 })),
    indexes: ['queue_lane', 'queue_pkey', BY_ID],
    partitions: 1,
  },
  'noting why it is given back': {
    given: () => firstStatementOf((sql) => noteUntried(sql, [held()], 1_000)),
    indexes: ['queue_pkey', BY_ID],
    partitions: 1,
  },
  'giving back what was claimed': {
    given: () => firstStatementOf((sql) => release(sql, [held()], 1_000)),
    indexes: ['queue_pkey'],
    partitions: 0,
  },
  'ending what was claimed': {
    given: () => firstStatementOf((sql) => cancelHeld(sql, [held()])),
    indexes: ['queue_pkey', BY_ID],
    partitions: 1,
  },
  'ending what waits for a webhook that is deleted': {
    given: () => ({ query: CANCEL_CHUNK, values: [WEBHOOK, '-infinity', 10] }),
    indexes: ['queue_lane', 'queue_pkey', BY_ID],
    partitions: 1,
  },
  'how the attempts before it went': {
    given: () => ({ query: EARLIER_OUTCOMES, values: [[delivery], [day(2)], [4]] }),
    indexes: ['attempt.pkey'],
    partitions: 1,
  },
  'recording an attempt': {
    given: () =>
      firstStatementOf((sql) => recordAlone(sql, { ...finished(held(), FAILURE, 1_000), isGone: false })),
    indexes: ['queue_pkey', BY_ID],
    partitions: 1,
  },
};

// Gates are few and on one page, and so are the webhooks of replays.
provePlans(CASES, () => home.database, ['gate', 'replay_part']);

it('looks for what has lost its place in the queue by the primary key, in two partitions', async () => {
  const given = { query: REQUEUE_RECENT, values: [] };
  const reads = await readsOf(home.database, given, 'force_generic_plan');
  const deliveries = reads.filter(({ relation }) => relation !== 'queue'); // which may be read as a whole, once
  expect(deliveries.map(nameOf)).toEqual([BY_ID, BY_ID]);
});

it('counts what waits in the queue without a look at deliveries', async () => {
  const reads = await readsOf(home.database, await firstStatementOf(readQueueState), 'force_generic_plan');
  expect([...new Set(reads.map(({ relation }) => relation))].toSorted()).toEqual(['gate', 'queue']);
  expect(reads.filter(({ relation }) => relation === 'queue')).toHaveLength(1);
});

it('bites: a status that is looked for among all deliveries reads more than its index', async () => {
  const byStatus = statement<unknown>('test.by-status', 'SELECT id FROM delivery.delivery WHERE status = $1');
  const reads = await readsOf(home.database, { query: byStatus, values: ['failed'] }, 'force_custom_plan');
  expect(reads.map(({ node }) => node)).toContain('Seq Scan');
  expect(new Set(reads.map(({ relation }) => relation)).size).toBe(whole);
});
