import { describe, expect, it } from 'vitest';
import type { Database } from './database.ts';
import { type Given, nameOf, readsOf } from './testing-plans.ts';

/** A statement with its values, and what Postgres has to read for it: these indexes, and of tables by day so many partitions. */
export type PlanCase = { given: () => Given | Promise<Given>; indexes: string[]; partitions?: number };

/**
 * Tests that each of these reads nothing but that, by the plan for its values and by the one for any.
 * @param small tables of one page, which may be read as a whole.
 */
export function provePlans(
  cases: Record<string, PlanCase>,
  database: () => Database,
  small: string[] = [],
): void {
  describe.each(['force_custom_plan', 'force_generic_plan'] as const)('with %s', (mode) => {
    it.each(Object.entries(cases))('reads %s by its index', async (_, { given, indexes, partitions = 0 }) => {
      const reads = await readsOf(database(), await given(), mode);
      expect(reads.length).toBeGreaterThan(0);
      const others = reads.filter(({ relation }) => !small.includes(relation));
      expect([...new Set(others.map(nameOf))].toSorted()).toEqual(indexes.toSorted());
      const days = new Set(reads.map(({ relation }) => relation).filter((name) => /_\d{8}$/.test(name)));
      expect(days.size).toBe(partitions);
    });
  });
}
