import { describe, expect, test } from 'vitest';
import type { Evidence, Fault } from './evidence.ts';
import { findDuplicates } from './find-duplicates.ts';
import { findLate } from './find-late.ts';
import { recoverySeconds, undisturbedRecoverySeconds } from './recovery.ts';
import {
  SECOND,
  arrival,
  delivery,
  evidence,
  interrupted,
  kill,
  row,
  second,
  twice,
  webhook,
} from './sample-evidence.ts';

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
    [
      'when it was made after the first had succeeded, however it was answered',
      twice(row, { arrivals: [arrival, { ...second.arrival, status: 500 }], faults: [kill] }),
    ],
    [
      'when it was made after the first had succeeded, though it was interrupted then',
      evidence({
        arrivals: [arrival, second.arrival],
        attempts: [row, { ...interrupted, number: 2 }],
        faults: [{ ...kill, atMs: 31 * SECOND, untilMs: 31 * SECOND }],
      }),
    ],
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
          { id: 'evt_1', tag: 'x', committedMs: 0 },
          { id: 'evt_2', tag: 'x', committedMs: 0 },
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

test('recovery is the time from the kill of the sender to the next attempt', () => {
  const given = twice(interrupted, { faults: [kill] });
  expect(recoverySeconds(given)).toEqual({ p50: 19, p99: 19, max: 19 });
  const other = twice(interrupted, { faults: [{ ...kill, target: 'worker-2' }] });
  expect(recoverySeconds(other).max).toBeNull();
  const away = { ...webhook, isSteady: false };
  expect(recoverySeconds({ ...given, webhooks: [away] }).max).toBeNull();
  const freeze: Fault = { kind: 'postgres_freeze', atMs: 12 * SECOND, untilMs: 25 * SECOND };
  expect(undisturbedRecoverySeconds({ ...given, faults: [kill, freeze] }).max).toBeNull();
});

describe('late is', () => {
  const muchLater = { ...second.arrival, atMs: 57 * SECOND };

  test.each<[string, Evidence]>([
    [
      'what is tried again after 46 s',
      twice(interrupted, { arrivals: [arrival, muchLater], faults: [kill] }),
    ],
    ['what is never tried again', evidence({ attempts: [interrupted], faults: [kill] })],
    ['what is never tried again nor recorded', evidence({ attempts: [], faults: [kill] })],
    [
      'what had not arrived when some worker was killed',
      twice(interrupted, { arrivals: [muchLater], faults: [{ ...kill, target: 'worker-2' }] }),
    ],
  ])('%s', (_what, given) => {
    expect(findLate(given).map(({ id }) => id)).toEqual(['del_1 1']);
  });

  test('not what could not be had from Postgres meanwhile', () => {
    const freeze: Fault = { kind: 'postgres_freeze', atMs: 20 * SECOND, untilMs: 25 * SECOND };
    const given = twice(interrupted, { arrivals: [arrival, muchLater], faults: [kill, freeze] });
    expect(findLate(given)).toEqual([]);
    const wire: Fault = { ...freeze, kind: 'wire_mute', target: 'api-1' };
    expect(findLate({ ...given, faults: [kill, wire] })).toHaveLength(1);
  });

  test('not what was recorded before its process was killed', () => {
    expect(findLate(evidence({ faults: [kill] }))).toEqual([]);
  });
});
