import { matches } from '@tidings/endpoint';
import type { Webhook } from '@tidings/endpoint/schema';
import { catalogOf, tryFilter } from '@tidings/event';
import { parseFilter } from '@tidings/event/schema';
import type { Context } from '@tidings/kernel';
import { fail, pass, warn } from './check.ts';
import type { DiagnosisCheck } from './diagnosis-schema.ts';

/** As many of the account's last events are looked at. */
const LAST_EVENTS = 1_000;

/** Whether its subscriptions name types that there are. The catalog may have changed since they were made. */
export function checkSubscriptions(ctx: Context, { events }: Webhook): DiagnosisCheck {
  const types = catalogOf(ctx).list();
  const dead = events.filter((subscription) => !types.some(({ name }) => matches(subscription, name)));
  if (dead.length === 0) return pass('subscriptions', 'Every subscription has event types.');
  const detail = `No event type matches ${dead.map((each) => `"${each}"`).join(', ')}.`;
  const next = 'Choose event types that are in the catalog.';
  return dead.length === events.length
    ? fail('subscriptions', detail, next)
    : warn('subscriptions', detail, next);
}

/**
 * Whether events can pass its filter: by the catalog's examples of what it is subscribed to, and by the last events of
 * the account. Neither proves that none ever will, so this warns.
 */
export async function checkFilter(ctx: Context, webhook: Webhook): Promise<DiagnosisCheck> {
  const { filter, events, api_version: apiVersion } = webhook;
  if (Object.keys(filter).length === 0)
    return pass('filter', 'The webhook has no filter: every event of its types passes.');
  const fault = parseFilter(filter).faults?.[0];
  // An older release accepted it.
  if (fault)
    return fail(
      'filter',
      `Nothing passes the filter, since it cannot be read: ${fault.message}`,
      'Change the filter, or save it once more.',
    );
  const types = catalogOf(ctx)
    .list()
    .filter(({ name }) => events.some((subscription) => matches(subscription, name)));
  const { never, tested, matched } = await tryFilter(ctx, filter, {
    types,
    last: LAST_EVENTS,
    apiVersion,
  });
  if (types.length > 0 && never.length === types.length) {
    return warn(
      'filter',
      `None of the chosen event types has a field that the filter asks for: ${listed(never)}.`,
      'Check the paths in the filter against the reference of these events.',
    );
  }
  const passed = `${matched} of the last ${count(tested, 'event')} of these types passed the filter.`;
  if (tested > 0 && matched === 0)
    return warn('filter', passed, 'Try the filter on a sample: POST /filters/test says which clause fails.');
  if (never.length > 0)
    return warn(
      'filter',
      `${passed} No ${listed(never)} can: the filter asks for fields that it does not have.`,
      'Leave these event types out, or change the filter.',
    );
  return pass('filter', tested === 0 ? 'Nothing was published of these types that could be tried.' : passed);
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function listed(names: string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}
