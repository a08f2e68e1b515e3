import { describe, expect, test } from 'vitest';
import type { Arrival, AttemptRow, Evidence, Fault, StatusChange } from './evidence.ts';
import { findCorrupt } from './find-corrupt.ts';
import { findLost } from './find-lost.ts';
import { findMiscounted } from './find-miscounted.ts';
import { findStuck } from './find-stuck.ts';
import { findUnaccounted } from './find-unaccounted.ts';
import { findUnquarantined } from './find-unquarantined.ts';
import { type Course, judge } from './judge.ts';
import { POISON } from './orders.ts';
import {
  SECOND,
  active,
  arrival,
  delivery,
  event,
  evidence,
  interrupted,
  interruptions,
  kill,
  rollup,
  row,
  second,
  twice,
  webhook,
} from './sample-evidence.ts';

const course: Course = { crashes: [], isSettled: true, sessionLosses: [] };
const run = { seed: 7, minutes: 1, limitsDuplicates: true, backlog: 0 };

test('an event that was delivered once offends in nothing', () => {
  const { figures, offences } = judge(evidence(), course, run);
  expect(offences).toEqual([]);
  expect(figures).toEqual({
    seed: 7,
    minutes: 1,
    accepted: 1,
    lost: 0,
    duplicated: 0,
    duplicate_ratio: 0,
    avoidable_duplicate_ratio: 0,
    unexplained_duplicates: 0,
    corrupt: 0,
    unaccounted_attempts: 0,
    miscounted_hours: 0,
    forbidden_connections: 0,
    backlog: 0,
    recovery_seconds: { p50: null, p99: null, max: null },
    faults: [],
    missed_faults: [],
  });
});

describe('an offence is', () => {
  const offences = (changes: Partial<Course>, given = evidence()) =>
    judge(given, { ...course, ...changes }, run).offences;

  test('a process that ended by itself', () => {
    const crash = { name: 'api-1', atMs: 0, output: '1: Unhandled' };
    expect(offences({ crashes: [crash] })).toEqual(['api-1 ended by itself: 1: Unhandled']);
  });

  test('a session that was lost, and a queue that never became empty', () => {
    expect(offences({ sessionLosses: ['api-1 answered 401'] })).toEqual(['session lost: api-1 answered 401']);
    expect(offences({ isSettled: false })).toEqual(['stuck: the queue holds what no delivery waits for']);
  });

  test('a delivery that is never looked at again, with or without a place in the queue', () => {
    const waiting = { ...delivery, status: 'retrying', isQueued: true };
    const given = evidence({ deliveries: [waiting], arrivals: [], attempts: [], rollups: [] });
    expect(offences({ isSettled: false }, given)).toEqual([
      'stuck: del_1: still retrying, though healthy-1 answers',
    ]);
    expect(findStuck({ ...given, webhooks: [{ ...webhook, canAnswer: false }] })).toEqual([]);
  });

  test('a webhook that was disabled although its receiver was there', () => {
    const disabled = { ...active, status: 'disabled', atMs: 20 * SECOND };
    expect(offences({}, evidence({ statusChanges: [active, disabled] }))).toEqual([
      'disabled: healthy-1, which was there all the time',
    ]);
  });

  test('more than one duplicate for a thousand deliveries of what had been answered, in a run that is long enough', () => {
    const given = twice(interrupted, { faults: [kill] });
    expect(offences({}, given)).toEqual(['too many duplicates of what had been answered: 1']);
    expect(judge(given, course, { ...run, limitsDuplicates: false }).offences).toEqual([]);
    const unanswered = { ...arrival, answeredAtMs: kill.atMs };
    const { figures, offences: none } = judge(
      { ...given, arrivals: [unanswered, second.arrival] },
      course,
      run,
    );
    expect([figures.duplicate_ratio, none]).toEqual([1, []]);
  });

  test('what only a fault would explain that did not come about', () => {
    const missed = twice(interrupted, { faults: [{ ...kill, isMissed: true }] });
    expect(offences({}, missed)).toContainEqual(expect.stringContaining('unexplained duplicate'));
    const { figures } = judge(missed, course, run);
    expect([figures.faults, figures.missed_faults]).toEqual([
      [],
      [expect.objectContaining({ kind: kill.kind })],
    ]);
  });

  test('a connection to an address that is not allowed, and that nobody tried', () => {
    const canary = { way: 'a redirect', tries: 3, connections: 2 };
    const given = (changes: Partial<typeof canary>) => evidence({ canaries: [{ ...canary, ...changes }] });
    expect(offences({}, given({}))).toEqual([
      'forbidden: 2 connections to an address that is not allowed, by a redirect',
    ]);
    expect(offences({}, given({ tries: 0, connections: 0 }))).toEqual([
      'untried: no delivery was led to an address that is not allowed by a redirect',
    ]);
  });

  test('a backlog that is smaller than it was to be', () => {
    const given = twice(interrupted, { arrivals: [{ ...arrival, receiver: 'backlog' }] });
    const offencesOf = (backlog: number) => judge(given, course, { ...run, backlog }).offences;
    expect(offencesOf(2)).toContainEqual('backlog: 1 deliveries piled up instead of 2');
    expect(offencesOf(1)).not.toContainEqual(expect.stringContaining('backlog'));
  });
});

describe('lost is', () => {
  test.each<[string, Partial<Evidence>]>([
    ['what is not in the database', { events: [] }],
    ['what has fewer deliveries than were promised', { deliveries: [] }],
    ['what is said to have succeeded and never arrived', { arrivals: [] }],
    [
      'what was refused by its receiver and is said to have succeeded',
      { arrivals: [{ ...arrival, status: 500 }] },
    ],
    ['what is pending and in no queue', { deliveries: [{ ...delivery, status: 'pending' }] }],
    ['what failed before all its attempts were made', { deliveries: [{ ...delivery, status: 'failed' }] }],
    ['what was cancelled though nobody asked', { deliveries: [{ ...delivery, status: 'cancelled' }] }],
    [
      'what has no delivery to a webhook that was active, though none was promised',
      { accepted: [{ ...event, deliveries: 0 }], deliveries: [] },
    ],
    [
      'what was interrupted as often as it may fail, and failed',
      { deliveries: [{ ...delivery, status: 'failed' }], attempts: interruptions(9) },
    ],
  ])('%s', (_what, changes) => {
    expect(findLost(evidence(changes)).map(({ eventId }) => eventId)).toEqual(['evt_1']);
  });

  test.each<[string, StatusChange[]]>([
    ['before it was committed', [active, { ...active, status: 'disabled', atMs: 8.5 * SECOND }]],
    ['and made active while it was published', [{ ...active, atMs: 8.5 * SECOND }]],
    ['until a moment before it was published', [{ ...active, atMs: 7.5 * SECOND }]],
  ])('not what has no delivery to a webhook that was disabled %s', (_when, statusChanges) => {
    const given = evidence({ accepted: [{ ...event, deliveries: 0 }], deliveries: [], statusChanges });
    expect(findLost(given)).toEqual([]);
  });

  test('not what has no delivery to a webhook that is not subscribed to it', () => {
    const rare = { ...webhook, types: ['tag.deleted'] };
    const given = evidence({ accepted: [{ ...event, deliveries: 0 }], deliveries: [], webhooks: [rare] });
    expect(findLost(given)).toEqual([]);
  });

  test('not what was put aside after ten interruptions in a row', () => {
    const failed = { ...delivery, status: 'failed' };
    expect(findLost(evidence({ deliveries: [failed], attempts: interruptions(10) }))).toEqual([]);
  });

  test('not what still waits in the queue, nor what has used up its attempts', () => {
    const waiting = { ...delivery, status: 'retrying', isQueued: true };
    expect(findLost(evidence({ deliveries: [waiting], arrivals: [] }))).toEqual([]);
    const failures = [1, 2, 3].map((number): AttemptRow => ({
      ...row,
      number,
      outcome: 'failed',
      statusCode: 500,
    }));
    expect(
      findLost(evidence({ deliveries: [{ ...delivery, status: 'failed' }], attempts: failures })),
    ).toEqual([]);
  });
});

describe('poison is', () => {
  const poisonous = { ...event, tag: POISON };
  const ended = { ...delivery, status: 'failed', lastError: 'interrupted' };
  const neighbour = { ...event, eventId: 'evt_2' };
  const aside: Fault = { kind: 'poison', target: 'poison', atMs: 0, untilMs: 20 * SECOND };
  const found = (changes: Partial<Evidence>) =>
    findUnquarantined(evidence({ accepted: [poisonous], deliveries: [ended], ...changes })).map(
      ({ id }) => id,
    );

  test('what ends every process that sends it, and still waits, or ended for another reason', () => {
    expect(found({})).toEqual([]);
    expect(found({ deliveries: [{ ...ended, status: 'retrying' }] })).toEqual(['del_1']);
    expect(found({ deliveries: [{ ...ended, lastError: 'timeout' }] })).toEqual(['del_1']);
  });

  test('what holds up its neighbours until it is put aside', () => {
    const arrivedAt = (atMs: number) =>
      found({
        accepted: [poisonous, neighbour],
        arrivals: [{ ...arrival, eventId: 'evt_2', atMs }],
        faults: [aside],
      });
    expect(arrivedAt(19 * SECOND)).toEqual([]);
    expect(arrivedAt(21 * SECOND)).toEqual(['evt_2']);
  });
});

describe('corrupt is', () => {
  test.each<[string, Partial<Arrival>]>([
    ['what is signed wrongly', { flaw: 'the signature is wrong' }],
    ['what has other bytes than before', { bodyHash: 'other' }],
    ['what holds the payload of another event', { tag: 'tag-2' }],
    ['what is signed for another time', { skewMs: -3_600_000 }],
  ])('%s', (_what, changes) => {
    const given = evidence({ arrivals: [arrival, { ...arrival, attempt: 2, ...changes }] });
    expect(findCorrupt(given).map(({ id }) => id)).toEqual(['del_1 2']);
  });

  test('not what a process with a wrong clock signed', () => {
    const jump: Fault = { kind: 'clock_jump', target: 'worker-1', atMs: 9 * SECOND, untilMs: 12 * SECOND };
    const given = { arrivals: [{ ...arrival, skewMs: -3_600_000 }], faults: [jump] };
    expect(findCorrupt(evidence(given))).toEqual([]);
    const other = { ...given, faults: [{ ...jump, target: 'worker-2' }] };
    expect(findCorrupt(evidence(other))).toHaveLength(1);
  });
});

describe('unaccounted is', () => {
  test.each<[string, Partial<Evidence>]>([
    ['what arrived and is not recorded', { attempts: [] }],
    ['what is recorded with an answer and never arrived', { arrivals: [] }],
    ['a hole in the numbers', { attempts: [{ ...interrupted, number: 2 }], arrivals: [] }],
  ])('%s', (_what, changes) => {
    expect(findUnaccounted(evidence(changes))).toHaveLength(1);
  });

  test('not the attempt that is under way', () => {
    const underWay = { ...delivery, status: 'pending', attemptsMade: 0, isQueued: true };
    expect(findUnaccounted(evidence({ attempts: [], deliveries: [underWay] }))).toEqual([]);
  });
});

describe('miscounted is', () => {
  const HOUR = 3_600 * SECOND;
  const failure: AttemptRow = { ...row, outcome: 'failed', statusCode: 500 };
  const nothing = {
    ...rollup,
    attempts: 0,
    durationSum: 0,
    arrived: [0, 0, 0, 0],
    begun: 0,
    delivered: 0,
  } satisfies Evidence['rollups'][number];
  /** One that failed with its only attempt, and so often is said to have been given up. */
  const givenUp = (exhausted: number): Partial<Evidence> => ({
    deliveries: [{ ...delivery, status: 'failed' }],
    attempts: [failure],
    rollups: [{ ...rollup, failed: 1, delivered: 0, arrived: nothing.arrived, exhausted }],
  });

  test.each<[string, Partial<Evidence>]>([
    ['an hour without its sums', { rollups: [] }],
    ['an hour that sums up what never was', { attempts: [] }],
    ['an attempt that was summed up twice', { rollups: [{ ...rollup, attempts: 2 }] }],
    ['a failure that is summed up as a success', { attempts: [failure] }],
    ['a delivery that was begun twice', { rollups: [{ ...rollup, begun: 2 }] }],
    ['a success that is summed up as none', { rollups: [{ ...rollup, delivered: 0 }] }],
    ['an arrival in another quarter of the hour', { rollups: [{ ...rollup, arrived: [0, 1, 0, 0] }] }],
    ['response times that are not those of the attempts', { rollups: [{ ...rollup, durationSum: 31 }] }],
    ['one that was given up and is not summed up so', givenUp(0)],
    ['one that was given up twice', givenUp(2)],
  ])('%s', (_what, changes) => {
    expect(findMiscounted(evidence(changes)).map(({ id }) => id)).toEqual(['wh_1 1970-01-01T00:00:00.000Z']);
  });

  test('not what was given up once, also by interruptions alone, of which there is no other trace', () => {
    expect(findMiscounted(evidence(givenUp(1)))).toEqual([]);
    const rollups = [{ ...nothing, exhausted: 1 }];
    const deliveries = [{ ...delivery, status: 'failed' }];
    expect(findMiscounted(evidence({ deliveries, attempts: interruptions(10), rollups }))).toEqual([]);
  });

  test('what is summed up of another hour, or of another webhook: both are wrong', () => {
    expect(findMiscounted(evidence({ rollups: [{ ...rollup, hourMs: HOUR }] }))).toHaveLength(2);
    expect(findMiscounted(evidence({ rollups: [{ ...rollup, webhookId: 'wh_2' }] }))).toHaveLength(2);
  });

  test('not an attempt that was interrupted: the one after it is the first', () => {
    const given = evidence({ attempts: [interrupted, { ...row, number: 2 }] });
    expect(findMiscounted(given)).toEqual([]);
  });

  test('not a retry in the next hour: it is summed up there, and its delivery where that was made', () => {
    const retry = { ...row, number: 2, startedAtMs: HOUR };
    const rollups = [
      { ...rollup, failed: 1, arrived: nothing.arrived },
      { ...rollup, hourMs: HOUR, begun: 0, delivered: 0 },
    ];
    const given = (changed: Evidence['rollups']) =>
      findMiscounted(evidence({ attempts: [failure, retry], rollups: changed }));
    expect(given(rollups)).toEqual([]);
    const [made, retried] = rollups as [typeof rollup, typeof rollup]; // two
    expect(
      given([
        { ...made, delivered: 0 },
        { ...retried, delivered: 1 },
      ]),
    ).toHaveLength(2);
  });
});
