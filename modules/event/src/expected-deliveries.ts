import type { AcceptedEvent } from './hooks.ts';

/** Most events of a group commit. A batch of 500 costs less as one transaction than as two that take turns on the same cores. */
export const EVENTS_LIMIT = 512;
/**
 * Most deliveries of a group commit, as far as they are known beforehand; an event of which more are made comes alone. A statement
 * of half a million would stand still for a minute, and fail with all that was published.
 */
export const DELIVERIES_LIMIT = 20_000;
/** Events of which no more are made cannot be too many together. Nearly all are like that, and nothing is kept of them. */
const FEW = Math.floor(DELIVERIES_LIMIT / EVENTS_LIMIT);
/** So many accounts and types are known, the last. */
const KNOWN_LIMIT = 10_000;

type Origin = Pick<AcceptedEvent, 'accountId' | 'type'>;

/** How many deliveries events of an account and type are likely to make: as many as the last ones did. */
export class ExpectedDeliveries {
  readonly #known = new Map<string, number>();

  /** 0: few, or not known. */
  of(event: Origin): number {
    return this.#known.size === 0 ? 0 : (this.#known.get(nameOf(event)) ?? 0);
  }

  /** Notes how many an event made, or would have made. */
  note(event: Origin, deliveries: number): void {
    if (deliveries <= FEW && this.#known.size === 0) return;
    const name = nameOf(event);
    const known = this.#known.get(name) ?? 0;
    // Filters let one pass and not the other: it rises at once, and falls slowly.
    const expected = Math.max(deliveries, Math.floor((deliveries + known) / 2));
    this.#known.delete(name);
    if (expected <= FEW) return;
    this.#known.set(name, expected);
    const [oldest] = this.#known.keys();
    if (this.#known.size > KNOWN_LIMIT && oldest !== undefined) this.#known.delete(oldest);
  }
}

function nameOf({ accountId, type }: Origin): string {
  return `${accountId} ${type}`;
}
