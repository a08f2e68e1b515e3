import { DomainError } from '@tidings/kernel';
import type { Catalog } from './catalog.ts';

/**
 * Whether a webhook that subscribed to `subscription` gets events of `type`: the same name, `email.*` for
 * everything of a resource, or `*`.
 */
export function subscribes(subscription: string, type: string): boolean {
  if (subscription === '*' || subscription === type) return true;
  return subscription.endsWith('.*') && type.startsWith(subscription.slice(0, -1));
}

/**
 * Refuses a subscription that can never match, most often a slip of the pen.
 * @param at where the subscriptions stand, as a JSON pointer.
 * @throws {DomainError} `invalid`, with a pointer to each.
 */
export function checkSubscriptions(catalog: Catalog, subscriptions: string[], at: string): void {
  const types = catalog.list().map((type) => type.name);
  const issues = subscriptions.flatMap((subscription, index) =>
    types.some((type) => subscribes(subscription, type))
      ? []
      : [{ path: `${at}/${index}`, message: `No event type matches "${subscription}".` }],
  );
  if (issues[0]) throw new DomainError('invalid', issues[0].message, issues);
}
