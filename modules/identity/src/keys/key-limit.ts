import { type Clock, perDatabase, RateLimited } from '@tidings/kernel';

const MOST_ENTRIES = 10_000;

/**
 * A token bucket for each key: as many requests at once as it may make in a second, and then as many a second. In
 * memory, since a count in the database would cost a query a request: each process counts for itself.
 */
export class KeyLimit {
  readonly #buckets = new Map<string, { tokens: number; atMs: number }>();

  /** @throws {RateLimited} */
  take(id: string, perSecond: number, clock: Clock): void {
    const nowMs = clock.monotonicMs();
    const known = this.#buckets.get(id);
    const tokens = known
      ? Math.min(perSecond, known.tokens + ((nowMs - known.atMs) / 1_000) * perSecond)
      : perSecond;
    this.#buckets.delete(id); // so that the newest stands last and the oldest goes first
    this.#buckets.set(id, { tokens: tokens >= 1 ? tokens - 1 : tokens, atMs: nowMs });
    for (const oldest of this.#buckets.keys()) {
      if (this.#buckets.size <= MOST_ENTRIES) break;
      this.#buckets.delete(oldest);
    }
    if (tokens >= 1) return;
    throw new RateLimited(
      `This key makes more than ${perSecond} requests a second. Send fewer, or publish in batches.`,
      (1 - tokens) / perSecond,
    );
  }
}

export const keyLimit = perDatabase(() => new KeyLimit());
