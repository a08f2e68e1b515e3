import { type Catalog, checkSubscriptions as check } from '@tidings/event';

export { subscribes as matches } from '@tidings/event';

/** Each subscription once, in the order given: saying it twice changes nothing. */
export function withoutRepeats(subscriptions: string[]): string[] {
  return [...new Set(subscriptions)];
}

/**
 * Refuses a subscription that can never match, most often a slip of the pen.
 * @throws {DomainError} `invalid`, with a pointer to each.
 */
export function checkSubscriptions(catalog: Catalog, subscriptions: string[]): void {
  check(catalog, subscriptions, '/events');
}
