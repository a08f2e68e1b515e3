import { compileClause, compileFilter, compileTest } from './compile-filter.ts';
import { describeValue } from './describe-value.ts';
import type { Clause, Filter } from './filter.ts';
import { Several, valuesAt } from './values-at.ts';

const OPERAND_CHARACTERS = 120;
const VALUE_CHARACTERS = 80;
/** Of an `$or` so many of its filters are told about. */
const ALTERNATIVES_SHOWN = 3;

/**
 * The first clause of a filter that data does not satisfy, with what was found, for people to read:
 * `{"object.tags": {"$in": ["vip"]}}: found ["new"]`. Long values are cut. Null when the data passes.
 */
export function failedClause(filter: Filter, data: unknown): string | null {
  for (const clause of filter) {
    if (!compileClause(clause)(data)) return describe(clause, data);
  }
  return null;
}

function describe(clause: Clause, data: unknown): string {
  if (clause.operator === '$path') {
    const found = valuesAt(data, clause.segments);
    const failed = clause.tests.find((test) => !compileTest(test)(found));
    return `${describeValue({ [clause.path]: failed?.given }, OPERAND_CHARACTERS)}: ${describeFound(found)}`;
  }
  const failed = clause.of.filter((filter) => !compileFilter(filter)(data));
  const shown = failed.slice(0, clause.operator === '$and' ? 1 : ALTERNATIVES_SHOWN);
  const texts = shown.map((filter) => failedClause(filter, data));
  if (clause.operator === '$and') return texts.join('');
  const more = failed.length > shown.length ? `; and ${failed.length - shown.length} more` : '';
  return `none of $or holds: ${texts.join('; ')}${more}`;
}

function describeFound(found: unknown): string {
  if (found === undefined) return 'nothing is there';
  if (!(found instanceof Several)) return `found ${describeValue(found, VALUE_CHARACTERS)}`;
  const [only, ...others] = found.values;
  if (others.length === 0) return `found ${describeValue(only, VALUE_CHARACTERS)}`;
  return `found in several places ${describeValue(found.values, VALUE_CHARACTERS)}`;
}
