import type { Database } from '@tidings/kernel';
import { type Given, nameOf, readsOf } from '@tidings/kernel/testing';
import { describe, expect, it } from 'vitest';

/** A statement with its values, and what Postgres has to read for it: these indexes, of so many partitions. */
export type PlanCase = { given: () => Given | Promise<Given>; indexes: string[]; partitions: number };

/** Gates are few and on one page, and so are the webhooks of replays. */
const SMALL = ['gate', 'replay_part'];

/** Tests that each of these reads nothing but that, by the plan for its values and by the one for any. */
export function provePlans(cases: Record<string, PlanCase>, database: () => Database): void {
  describe.each(['force_custom_plan', 'force_generic_plan'] as const)('with %s', (mode) => {
    it.each(Object.entries(cases))('reads %s by its index', async (_, { given, indexes, partitions }) => {
      const reads = await readsOf(database(), await given(), mode);
      expect(reads.length).toBeGreaterThan(0);
      const whole = reads.filter(({ node, relation }) => node === 'Seq Scan' && !SMALL.includes(relation));
      expect(whole.map(({ relation }) => relation)).toEqual([]);
      const others = reads.filter(({ relation }) => !SMALL.includes(relation));
      expect([...new Set(others.map(nameOf))].toSorted()).toEqual(indexes.toSorted());
      const touched = new Set(reads.map(({ relation }) => relation).filter((name) => /_\d{8}$/.test(name)));
      expect(touched.size).toBe(partitions);
    });
  });
}
