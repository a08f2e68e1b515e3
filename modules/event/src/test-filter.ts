import type { Context } from '@tidings/kernel';
import { backtestFilter } from './backtest-filter.ts';
import { type Catalog, catalogOf } from './catalog.ts';
import { compileFilter } from './filter/compile-filter.ts';
import { failedClause } from './filter/failed-clause.ts';
import { readFilter } from './filter/read-filter.ts';
import type { TestedFilter, TestFilterInput } from './schema.ts';
import { checkSubscriptions, subscribes } from './subscribes.ts';

/**
 * Tries a filter before it is given to a webhook: on a sample, if there is one, and on the account's last events.
 * Nothing is changed or delivered.
 */
export async function testFilter(ctx: Context, input: TestFilterInput): Promise<TestedFilter> {
  const filter = readFilter(input.filter);
  const types = typesOf(catalogOf(ctx), input);
  const failed = input.sample === undefined ? null : failedClause(filter, input.sample);
  return {
    matches: input.sample === undefined ? null : failed === null,
    failed_clause: failed,
    backtest: await backtestFilter(ctx, compileFilter(filter), { ...input, types }),
  };
}

/** Which types of events are looked at; null: all that there are. */
function typesOf(catalog: Catalog, { type, types: subscriptions }: TestFilterInput): string[] | null {
  if (subscriptions === undefined) return type === undefined ? null : [type];
  checkSubscriptions(catalog, subscriptions, '/types');
  if (type === undefined && subscriptions.includes('*')) return null;
  const names = type === undefined ? catalog.list().map(({ name }) => name) : [type];
  return names.filter((name) => subscriptions.some((subscription) => subscribes(subscription, name)));
}
