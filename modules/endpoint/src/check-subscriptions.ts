import type { Catalog } from '@tidings/event';
import { DomainError } from '@tidings/kernel';

/**
 * Whether a webhook that subscribed to `subscription` gets events of `type`: the same name, `email.*` for
 * everything of a resource, or `*`.
 */
export function matches(subscription: string, type: string): boolean {
  if (subscription === '*' || subscription === type) return true;
  return subscription.endsWith('.*') && type.startsWith(subscription.slice(0, -1));
}

/** Each subscription once, in the order given: saying it twice changes nothing. */
export function withoutRepeats(subscriptions: string[]): string[] {
  return [...new Set(subscriptions)];
}

/**
 * Refuses a subscription that can never match, most often a slip of the pen.
 * @throws {DomainError} `invalid`, with a pointer to each.
 */
export function checkSubscriptions(catalog: Catalog, subscriptions: string[]): void {
  const types = catalog.list().map((type) => type.name);
  const issues = subscriptions.flatMap((subscription, index) =>
    types.some((type) => matches(subscription, type))
      ? []
      : [{ path: `/events/${index}`, message: `No event type matches "${subscription}".` }],
  );
  if (issues[0]) throw new DomainError('invalid', issues[0].message, issues);
}
