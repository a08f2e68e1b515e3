import { describe, expect, test } from 'vitest';
import type { Arrival, AttemptRow, DeliveryRow, Evidence, Fault } from './evidence.ts';
import { findCorrupt } from './find-corrupt.ts';
import { findDuplicates } from './find-duplicates.ts';
import { findLost } from './find-lost.ts';
import { findUnaccounted } from './find-unaccounted.ts';
import { judge } from './judge.ts';
import { longForm, only, planFaults, SHORT } from './plan.ts';
import { Random } from './random.ts';
import { recoverySeconds, undisturbedRecoverySeconds } from './recovery.ts';

const SECOND = 1_000;

const delivery: DeliveryRow = {
  id: 'del_1',
  eventId: 'evt_1',
  webhookId: 'wh_1',
  status: 'succeeded',
  attemptsMade: 1,
  attemptsMax: 3,
  isQueued: false,
};
const arrival: Arrival = {
  receiver: 'healthy-1',
  sender: 'worker-1',
  eventId: 'evt_1',
  deliveryId: 'del_1',
  attempt: 1,
  atMs: 10 * SECOND,
  status: 204,
  bodyHash: 'same',
  tag: 'tag-1',
  flaw: null,
  skewMs: 0,
};
const row: AttemptRow = {
  deliveryId: 'del_1',
  number: 1,
  outcome: 'succeeded',
  error: null,
  statusCode: 204,
  startedAtMs: 10 * SECOND,
};
const interrupted: AttemptRow = { ...row, outcome: 'interrupted', error: 'interrupted', statusCode: null };
const second = { arrival: { ...arrival, attempt: 2, atMs: 30 * SECOND }, row: { ...row, number: 2 } };
const kill: Fault = { kind: 'kill_worker', target: 'worker-1', atMs: 11 * SECOND, untilMs: 11 * SECOND };

/** An event that was accepted and delivered once, but for what is said. */
function evidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    accepted: [{ eventId: 'evt_1', tag: 'tag-1', deliveries: 1, atMs: 9 * SECOND }],
    arrivals: [arrival],
    events: [{ id: 'evt_1', tag: 'tag-1' }],
    deliveries: [delivery],
    attempts: [row],
    webhooks: [{ id: 'wh_1', receiver: 'healthy-1', canAnswer: true, isSteady: true }],
    faults: [],
    ...changes,
  };
}

/** Delivered twice, the first time by a process of which something is told. */
function twice(first: AttemptRow | undefined, changes: Partial<Evidence> = {}): Evidence {
  return evidence({
    arrivals: [arrival, second.arrival],
    deliveries: [{ ...delivery, attemptsMade: 2 }],
    attempts: [...(first ? [first] : []), second.row],
    ...changes,
  });
}

test('an event that was delivered once offends in nothing', () => {
  const { figures, offences } = judge(evidence(), [], { seed: 7, minutes: 1 });
  expect(offences).toEqual([]);
  expect(figures).toEqual({
    seed: 7,
    minutes: 1,
    accepted: 1,
    lost: 0,
    duplicated: 0,
    unexplained_duplicates: 0,
    corrupt: 0,
    unaccounted_attempts: 0,
    recovery_seconds: { p50: null, p99: null, max: null },
    faults: [],
  });
});

test('a process that ended by itself is an offence', () => {
  const crash = { name: 'api-1', atMs: 0, output: '1: Unhandled' };
  expect(judge(evidence(), [crash], { seed: 1, minutes: 1 }).offences).toEqual([
    'api-1 ended by itself: 1: Unhandled',
  ]);
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
  ])('%s', (_what, changes) => {
    expect(findLost(evidence(changes)).map(({ eventId }) => eventId)).toEqual(['evt_1']);
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

describe('a second arrival', () => {
  const reasons = (given: Evidence) => findDuplicates(given).unexplained.map(({ reason }) => reason);

  test('is explained by an interrupted attempt of a process that was killed', () => {
    const found = findDuplicates(twice(interrupted, { faults: [kill] }));
    expect([found.count, found.unexplained]).toEqual([1, []]);
    expect([...found.explained]).toEqual([['interrupted before it was recorded', 1]]);
  });

  test('is explained by a fault of Postgres, which happens to all', () => {
    const stop: Fault = { kind: 'postgres_stop', atMs: 10 * SECOND, untilMs: 12 * SECOND };
    expect(reasons(twice(interrupted, { faults: [stop] }))).toEqual([]);
  });

  test.each<[string, Evidence]>([
    ['when nothing had happened', twice(interrupted)],
    [
      'by what happened to another process',
      twice(interrupted, { faults: [{ ...kill, target: 'worker-2' }] }),
    ],
    ['when the first had succeeded, whatever had happened', twice(row, { faults: [kill] })],
    ['when the first is not recorded', twice(undefined, { faults: [kill] })],
    [
      'when the first was answered well and recorded as refused',
      twice({ ...row, outcome: 'failed', error: 'http_5xx' }, { faults: [kill] }),
    ],
    ['when one attempt was sent twice', evidence({ arrivals: [arrival, { ...arrival }], faults: [kill] })],
    [
      'when it was sent after another process had taken over',
      twice(interrupted, { arrivals: [{ ...arrival, atMs: 40 * SECOND }, second.arrival], faults: [kill] }),
    ],
    [
      'when there are two deliveries of one event',
      evidence({ deliveries: [delivery, { ...delivery, id: 'del_2' }] }),
    ],
    [
      'when there are two events of one key',
      evidence({
        events: [
          { id: 'evt_1', tag: 'x' },
          { id: 'evt_2', tag: 'x' },
        ],
      }),
    ],
  ])('is not explained %s', (_when, given) => {
    expect(reasons(given)).toHaveLength(1);
  });

  test('may come late from a process that was frozen on its way to the socket, if it had signed before', () => {
    const freeze: Fault = {
      kind: 'freeze_worker',
      target: 'worker-1',
      atMs: 9 * SECOND,
      untilMs: 39.9 * SECOND,
    };
    const late = (skewMs: number) =>
      twice(interrupted, {
        arrivals: [{ ...arrival, atMs: 40 * SECOND, skewMs }, second.arrival],
        faults: [freeze],
      });
    expect(reasons(late(-30_500))).toEqual([]);
    expect(reasons(late(-500))).toHaveLength(1);
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

test('recovery is the time from the kill of the sender to the next attempt', () => {
  const given = twice(interrupted, { faults: [kill] });
  expect(recoverySeconds(given)).toEqual({ p50: 19, p99: 19, max: 19 });
  const other = twice(interrupted, { faults: [{ ...kill, target: 'worker-2' }] });
  expect(recoverySeconds(other).max).toBeNull();
  const away = { id: 'wh_1', receiver: 'healthy-1', canAnswer: true, isSteady: false };
  expect(recoverySeconds({ ...given, webhooks: [away] }).max).toBeNull();
  const freeze: Fault = { kind: 'postgres_freeze', atMs: 12 * SECOND, untilMs: 25 * SECOND };
  expect(undisturbedRecoverySeconds({ ...given, faults: [kill, freeze] }).max).toBeNull();
});

describe('a plan', () => {
  test('is the same for the same seed and another for another', () => {
    const form = longForm(10);
    expect(planFaults(5, form)).toEqual(planFaults(5, form));
    expect(planFaults(5, form)).not.toEqual(planFaults(6, form));
  });

  test('has every kind of fault in ten minutes, and each that it may in short', () => {
    const kinds = (form: typeof SHORT) => new Set(planFaults(5, form).map(({ kind }) => kind));
    expect(kinds(longForm(10)).size).toBe(Object.keys(SHORT.lengths).length);
    expect(kinds(SHORT).has('freeze_worker')).toBe(false);
    expect([...kinds(only(SHORT, ['kill_api']))]).toEqual(['kill_api']);
  });

  test('never has two faults of a lane at once', () => {
    for (const [, lane] of Map.groupBy(planFaults(9, longForm(10)), (each) => each.lane))
      lane.slice(1).forEach(({ atMs }, index) => {
        const before = lane[index]!;
        expect(atMs).toBeGreaterThan(before.atMs + before.forMs);
      });
  });
});

test('a seed gives numbers that are spread evenly', () => {
  const random = new Random(1);
  const numbers = Array.from({ length: 10_000 }, () => random.next());
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(numbers.reduce((sum, number) => sum + number, 0) / numbers.length).toBeCloseTo(0.5, 1);
});
