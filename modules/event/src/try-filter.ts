import type { Context } from '@tidings/kernel';
import { backtestFilter } from './backtest-filter.ts';
import { type Catalog, catalogOf } from './catalog.ts';
import { compileClause, compileFilter } from './filter/compile-filter.ts';
import type { Clause, Filter } from './filter/filter.ts';
import { Looks } from './filter/looks.ts';
import { readFilter } from './filter/read-filter.ts';
import { valuesAt } from './filter/values-at.ts';
import type { EventType, TestedFilter } from './schema.ts';

/** What a webhook's filter lets through, as far as can be told. */
export type TriedFilter = TestedFilter['backtest'] & {
  /** Types of which no event seems able to pass: the filter asks for a field that none of their examples has. */
  never: string[];
};

/**
 * Tries a filter on the examples of event types, and on the account's last events of these types, both as a webhook gets
 * them that is pinned to a version.
 */
export async function tryFilter(
  ctx: Context,
  given: Record<string, unknown>,
  { types, last, apiVersion }: { types: EventType[]; last: number; apiVersion: string },
): Promise<TriedFilter> {
  const filter = readFilter(given);
  const catalog = catalogOf(ctx);
  const never = types.filter((type) => cannotPass(filter, examplesFor(catalog, type, apiVersion)));
  const names = types.map(({ name }) => name);
  return {
    never: never.map(({ name }) => name),
    ...(await backtestFilter(ctx, compileFilter(filter), { last, types: names, api_version: apiVersion })),
  };
}

/** Of the version that is made for the pin, and of older ones: events that were published as these stay so. */
function examplesFor(catalog: Catalog, { name, versions }: EventType, pin: string): unknown[] {
  const newest = catalog.versionFor(name, pin) ?? pin;
  return versions.filter(({ version }) => version <= newest).map(({ example }) => example);
}

function cannotPass(filter: Filter, examples: unknown[]): boolean {
  return filter.some((clause) => cannotHold(clause, examples));
}

/** A clause that holds where its path is missing, such as `$exists: false`, asks for nothing. */
function cannotHold(clause: Clause, examples: unknown[]): boolean {
  switch (clause.operator) {
    case '$path':
      return (
        !compileClause(clause)({}, new Looks()) &&
        examples.every((example) => valuesAt(example, clause.segments, new Looks()) === undefined)
      );
    case '$and':
      return clause.of.some((filter) => cannotPass(filter, examples));
    case '$or':
      return clause.of.every((filter) => cannotPass(filter, examples));
    default:
      return clause satisfies never;
  }
}
