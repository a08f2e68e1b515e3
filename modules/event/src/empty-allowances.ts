import { type Clock, perDatabase, RateLimited } from '@tidings/kernel';

/** Fixed: clients show it, and look for it. */
export const QUOTA_MESSAGE = 'Too many webhook deliveries. Upgrade plan for higher limits.';

/** What was refused is believed to be so for this long at most: another process may give something back meanwhile. */
const BELIEVED_MS = 1_000;
const MOST_ENTRIES = 10_000;

type Emptied = { untilMs: number; believedUntilMs: number; perMinute: number };
type Asking = { accountId: string; type: string; perMinute: number };

/**
 * Accounts whose allowance was found empty a moment ago, and the types of event that were refused for it, so that a
 * flood of them costs the database one question a second. By type: one that no webhook wants is never refused.
 */
class EmptyAllowances {
  readonly #emptied = new Map<string, Map<string, Emptied>>();

  /** What to answer without asking, if it is known. */
  refusalOf({ accountId, type, perMinute }: Asking, clock: Clock): RateLimited | undefined {
    const found = this.#emptied.get(accountId)?.get(type);
    const nowMs = clock.monotonicMs();
    if (found?.perMinute !== perMinute || nowMs >= found.believedUntilMs) return undefined;
    return new RateLimited(QUOTA_MESSAGE, (found.untilMs - nowMs) / 1_000);
  }

  note({ accountId, type, perMinute }: Asking, { retryAfterSeconds }: RateLimited, clock: Clock): void {
    const nowMs = clock.monotonicMs();
    const untilMs = nowMs + retryAfterSeconds * 1_000;
    const types = this.#emptied.get(accountId) ?? new Map<string, Emptied>();
    types.set(type, { untilMs, believedUntilMs: Math.min(untilMs, nowMs + BELIEVED_MS), perMinute });
    this.#emptied.delete(accountId); // so that the newest stands last and the oldest goes first
    this.#emptied.set(accountId, types);
    for (const oldest of this.#emptied.keys()) {
      if (this.#emptied.size <= MOST_ENTRIES) break;
      this.#emptied.delete(oldest);
    }
  }

  /** Something was given back. */
  forget(accountId: string): void {
    this.#emptied.delete(accountId);
  }
}

export const emptyAllowances = perDatabase(() => new EmptyAllowances());
