import type { Clock } from '@tidings/kernel';

const MOST_ENTRIES = 10_000;

/**
 * Looks things up at most once in `lifetimeMs`: callers that ask meanwhile share one answer, also while it is
 * under way. What was not found, or failed, is never kept.
 */
export class Remembered<Value> {
  readonly #lifetimeMs: number;
  readonly #load: (key: string, clock: Clock) => Promise<Value | undefined>;
  readonly #entries = new Map<string, { found: Promise<Value | undefined>; untilMs: number }>();

  constructor(lifetimeMs: number, load: (key: string, clock: Clock) => Promise<Value | undefined>) {
    this.#lifetimeMs = lifetimeMs;
    this.#load = load;
  }

  find(key: string, clock: Clock): Promise<Value | undefined> {
    const nowMs = clock.monotonicMs();
    const known = this.#entries.get(key);
    if (known && known.untilMs > nowMs) return known.found;
    const entry = { found: this.#load(key, clock), untilMs: nowMs + this.#lifetimeMs };
    this.#entries.delete(key); // so that the newest stands last and the oldest goes first
    this.#entries.set(key, entry);
    const forget = () => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    };
    entry.found.then((value) => value === undefined && forget(), forget);
    this.#makeRoom();
    return entry.found;
  }

  /** What is known of a key is asked for anew, also what is being asked for now. */
  forget(key: string): void {
    this.#entries.delete(key);
  }

  forgetAll(): void {
    this.#entries.clear();
  }

  #makeRoom(): void {
    for (const key of this.#entries.keys()) {
      if (this.#entries.size <= MOST_ENTRIES) return;
      this.#entries.delete(key);
    }
  }
}
