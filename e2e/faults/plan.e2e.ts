import { describe, expect, test } from 'vitest';
import { longForm, only, planFaults, SHORT } from './plan.ts';
import { Random } from './random.ts';

describe('a plan', () => {
  test('is the same for the same seed and another for another', () => {
    const form = longForm(10);
    expect(planFaults(5, form)).toEqual(planFaults(5, form));
    expect(planFaults(5, form)).not.toEqual(planFaults(6, form));
  });

  test('has every kind of fault in ten minutes, or those that are asked for', () => {
    const kinds = (form: typeof SHORT) => new Set(planFaults(5, form).map(({ kind }) => kind));
    expect(kinds(longForm(10)).size).toBe(Object.keys(SHORT.lengths).length);
    expect([...kinds(only(SHORT, ['kill_api']))]).toEqual(['kill_api']);
  });

  test('has in short each kind once but those that take too long, whatever the seed', () => {
    const wanted = Object.keys(SHORT.lengths)
      .filter((kind) => kind !== 'freeze_worker' && kind !== 'poison')
      .toSorted();
    for (let seed = 0; seed < 1_000; seed += 1)
      expect(
        planFaults(seed, SHORT)
          .map(({ kind }) => kind)
          .toSorted(),
      ).toEqual(wanted);
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
