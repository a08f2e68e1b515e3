import type { Filter } from './filter.ts';
import { parseFilter } from './parse-filter.ts';

/**
 * A filter that was accepted before.
 * @throws {Error} when it is not one, which is then a fault of ours.
 */
export function readFilter(accepted: unknown): Filter {
  const { filter, faults } = parseFilter(accepted);
  if (filter) return filter;
  throw new Error(`A filter that was accepted cannot be read: ${faults[0]?.message}`);
}
