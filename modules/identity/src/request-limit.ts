import type { Clock } from '@tidings/kernel';

const MOST_ENTRIES = 100_000;

type Rule = { window: number; max: number };

/**
 * Counts requests per key in windows of fixed length. better-auth's own storage starts the window anew with
 * every request that it allows, so that people who sign in now and then are shut out in the end.
 * In memory: each process counts for itself.
 */
export class RequestLimit {
  readonly #clock: Clock;
  readonly #windows = new Map<string, { count: number; endsMs: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts one request; `rule.window` and `retryAfter` are in seconds, as better-auth has them. */
  async consume(key: string, rule: Rule): Promise<{ allowed: boolean; retryAfter: number | null }> {
    const nowMs = this.#clock.monotonicMs();
    const known = this.#windows.get(key);
    if (known && known.endsMs > nowMs) {
      if (known.count >= rule.max) {
        return { allowed: false, retryAfter: Math.ceil((known.endsMs - nowMs) / 1_000) };
      }
      known.count += 1;
      return { allowed: true, retryAfter: null };
    }
    this.#windows.delete(key); // so that the newest stands last and the oldest goes first
    this.#windows.set(key, { count: 1, endsMs: nowMs + rule.window * 1_000 });
    this.#makeRoom();
    return { allowed: true, retryAfter: null };
  }

  #makeRoom(): void {
    for (const key of this.#windows.keys()) {
      if (this.#windows.size <= MOST_ENTRIES) return;
      this.#windows.delete(key);
    }
  }
}
