import { type Clock, RateLimited } from '@tidings/kernel';

const WINDOW_MS = 60_000;
const IN_A_WINDOW = 30;
/** Each holds a connection and a request of ours for up to half a minute. */
const AT_ONCE = 5;
/** The same for all accounts together: a thousand of them would leave the process no connections. */
const AT_ONCE_IN_ALL = 50;
/** Most take less than a second. */
const TRY_AGAIN_SECONDS = 2;
const ACCOUNTS_LIMIT = 10_000;

type Use = { startedMs: number; count: number; underWay: number };

/**
 * Keeps tests from being a way to flood somebody: of each account 30 a minute, and 5 at once; of all accounts together 50
 * at once. In memory: each process counts for itself.
 */
export class TrialLimit {
  readonly #uses = new Map<string, Use>();
  #underWay = 0;

  /**
   * Runs `work` if the account may have another one.
   * @throws {RateLimited}
   */
  async run<Result>(clock: Clock, accountId: string, work: () => Promise<Result>): Promise<Result> {
    const nowMs = clock.monotonicMs();
    const use = this.#uses.get(accountId) ?? { startedMs: nowMs, count: 0, underWay: 0 };
    if (nowMs - use.startedMs >= WINDOW_MS) Object.assign(use, { startedMs: nowMs, count: 0 });
    if (use.underWay >= AT_ONCE)
      throw new RateLimited(`At most ${AT_ONCE} tests at once. Wait until one has ended.`, TRY_AGAIN_SECONDS);
    if (this.#underWay >= AT_ONCE_IN_ALL)
      throw new RateLimited('Many tests are under way here. Try again in a moment.', TRY_AGAIN_SECONDS);
    if (use.count >= IN_A_WINDOW) {
      const waitSeconds = Math.ceil((use.startedMs + WINDOW_MS - nowMs) / 1_000);
      throw new RateLimited(
        `At most ${IN_A_WINDOW} tests a minute. Try again in ${waitSeconds} s.`,
        waitSeconds,
      );
    }
    use.count += 1;
    use.underWay += 1;
    this.#underWay += 1;
    this.#makeRoom();
    this.#uses.set(accountId, use);
    try {
      return await work();
    } finally {
      use.underWay -= 1;
      this.#underWay -= 1;
    }
  }

  #makeRoom(): void {
    for (const [accountId, { underWay }] of this.#uses) {
      if (this.#uses.size < ACCOUNTS_LIMIT) return;
      if (underWay === 0) this.#uses.delete(accountId);
    }
  }
}

/** Of this process. */
export const trialLimit = new TrialLimit();
