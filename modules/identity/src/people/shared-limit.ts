import type { Sql } from '@tidings/kernel';
import { countAttempt } from './attempts.ts';

/** Requests to better-auth's endpoints, counted for all processes together; better-auth makes the keys. */
export class SharedLimit {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Counts one request; `window` and `retryAfter` are in seconds, as better-auth has them. */
  async consume(key: string, rule: { window: number; max: number }) {
    const retryAfter = await countAttempt(
      this.#sql,
      { kind: 'request', of: key },
      { max: rule.max, windowSeconds: rule.window },
    );
    return { allowed: retryAfter === null, retryAfter };
  }
}
