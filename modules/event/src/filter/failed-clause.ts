import { compileClause, compileClauses, compileTest } from './compile-filter.ts';
import { describeValue } from './describe-value.ts';
import type { Clause, Filter } from './filter.ts';
import { Looks } from './looks.ts';
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
  let text: string | null = null;
  new Looks().within((given, looks) => {
    text = failedOf(filter, given, looks);
    return text === null;
  }, data);
  return text;
}

function failedOf(filter: Filter, data: unknown, looks: Looks): string | null {
  const failed = filter.find((clause) => !compileClause(clause)(data, looks));
  return failed ? describe(failed, data) : null;
}

/** What has failed did so within the limit, so that there is enough for looking at each part of it again. */
function describe(clause: Clause, data: unknown): string {
  if (clause.operator === '$path') {
    const found = valuesAt(data, clause.segments, new Looks());
    const failed = clause.tests.find((test) => !compileTest(test)(found, new Looks()));
    return `${describeValue({ [clause.path]: failed?.given }, OPERAND_CHARACTERS)}: ${describeFound(found)}`;
  }
  const fails = (filter: Filter) => !compileClauses(filter)(data, new Looks());
  if (clause.operator === '$and') return failedOf(clause.of.find(fails) ?? [], data, new Looks()) ?? '';
  const shown = clause.of.slice(0, ALTERNATIVES_SHOWN).map((filter) => failedOf(filter, data, new Looks()));
  const more = clause.of.length > shown.length ? `; and ${clause.of.length - shown.length} more` : '';
  return `none of $or holds: ${shown.join('; ')}${more}`;
}

function describeFound(found: unknown): string {
  if (found === undefined) return 'nothing is there';
  if (!(found instanceof Several)) return `found ${describeValue(found, VALUE_CHARACTERS)}`;
  const [only, ...others] = found.values;
  if (others.length === 0) return `found ${describeValue(only, VALUE_CHARACTERS)}`;
  return `found in several places ${describeValue(found.values, VALUE_CHARACTERS)}`;
}
