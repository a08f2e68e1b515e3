import { randomUUID } from 'node:crypto';
import { backoffMs } from './backoff.ts';
import { checkReach } from './check-reach.ts';
import { claimRows, HOLD_MS, type HeldRow } from './claim-rows.ts';
import type { Pool } from './connections.ts';
import type { Tidings } from './ask-tidings.ts';
import { publishRows } from './publish-rows.ts';
import { type Settled, settleRows } from './settle-rows.ts';

/** An event that Tidings will never take as it is. It stays in the outbox, with `failed_at`. */
export type Refusal = { id: string; account_id: string; error: string };

export type RelayOptions = {
  /** Of the database with the outbox. Two connections at a time are used at most, and none while Tidings is asked. */
  pool: Pool;
  /** Where Tidings is, such as `https://tidings.internal`. */
  url: string;
  /** `tdg_sk_…` */
  serviceKey: string;
  /** How often to look, in milliseconds; 100 if left out. */
  pollMs?: number;
  /** How many accounts to publish for at once; 4 if left out. */
  concurrency?: number;
  /** Told of each event that Tidings refuses; written to standard error if left out. */
  onRefused?: (refusal: Refusal) => void;
  /** Told when the database or Tidings is in trouble; the relay goes on by itself. Standard error if left out. */
  onTrouble?: (message: string) => void;
  fetch?: typeof fetch;
  random?: () => number;
};

export type Relay = {
  /** Looks at once, for example after a commit: nothing has to wait for the next look. */
  wake: () => void;
  /** Claims nothing more, and waits until all that is under way is settled: mostly for moments, for a minute at most. */
  stop: () => Promise<void>;
};

/** What is left of the time for which rows are held when the last request ends, for settling them. */
const SETTLE_MS = 15_000;
const SETTLE_TRIES = 5;

/**
 * Publishes what stands in the outbox, account by account in the order in which it was written, until it is stopped.
 * Any number of relays may run on one outbox. Each event is published exactly once: one whose publishing was
 * interrupted is published again with the same id, which gives the first answer.
 * @throws {TypeError} without a URL or a key.
 */
export function startRelay(options: RelayOptions): Relay {
  checkReach(options);
  const relaying = new Relaying(options);
  const running = relaying.run();
  return {
    wake: () => relaying.wake(),
    stop: () => {
      relaying.end();
      return running;
    },
  };
}

class Relaying {
  readonly #pool: Pool;
  readonly #tidings: Tidings;
  readonly #pollMs: number;
  readonly #concurrency: number;
  readonly #random: () => number;
  readonly #onRefused: (refusal: Refusal) => void;
  readonly #onTrouble: (message: string) => void;
  readonly #underWay = new Set<Promise<void>>();
  #isStopping = false;
  #isWoken = false;
  #rouse: () => void = () => undefined;
  /** Of Tidings as a whole, or of the database, in a row. */
  #failures = 0;
  #notBeforeMs = 0;

  constructor(options: RelayOptions) {
    this.#pool = options.pool;
    this.#tidings = {
      url: options.url,
      serviceKey: options.serviceKey,
      fetch: options.fetch ?? fetch,
    };
    this.#pollMs = options.pollMs ?? 100;
    this.#concurrency = options.concurrency ?? 4;
    this.#random = options.random ?? Math.random;
    this.#onTrouble = options.onTrouble ?? ((message) => console.error(`Outbox: ${message}`));
    this.#onRefused =
      options.onRefused ?? (({ id, error }) => console.error(`Outbox: ${id} was refused: ${error}`));
  }

  wake(): void {
    this.#isWoken = true;
    this.#rouse();
  }

  end(): void {
    this.#isStopping = true;
    this.#rouse();
  }

  async run(): Promise<void> {
    while (!this.#isStopping) {
      const pauseMs = this.#notBeforeMs - performance.now();
      if (pauseMs > 0) {
        await this.#sleep(pauseMs);
        continue;
      }
      this.#isWoken = false;
      const claimed = this.#underWay.size < this.#concurrency ? await this.#claim() : 0;
      if (claimed === 0 && !this.#isWoken && !this.#isStopping) await this.#sleep(this.#pollMs);
    }
    await Promise.all(this.#underWay);
  }

  /** @returns of how many accounts. */
  async #claim(): Promise<number> {
    const heldBy = randomUUID();
    const deadlineMs = performance.now() + HOLD_MS - SETTLE_MS;
    try {
      const room = this.#concurrency - this.#underWay.size;
      const accounts = await claimRows(this.#pool, room, heldBy);
      for (const rows of accounts.values()) this.#begin(rows, { heldBy, deadlineMs });
      return accounts.size;
    } catch (error) {
      this.#failed(`The outbox cannot be read: ${String(error)}`, 0);
      return 0;
    }
  }

  #begin(rows: HeldRow[], held: { heldBy: string; deadlineMs: number }): void {
    const work = this.#relay(rows, held)
      .catch((error: unknown) => this.#failed(`The outbox cannot be written: ${String(error)}`, 0))
      .finally(() => {
        this.#underWay.delete(work);
        this.wake(); // more may wait for the account
      });
    this.#underWay.add(work);
  }

  async #relay(rows: HeldRow[], { heldBy, deadlineMs }: { heldBy: string; deadlineMs: number }) {
    const { verdicts, askedMs, outage } = await publishRows(this.#tidings, rows, deadlineMs);
    if (outage === undefined) this.#failures = 0;
    else this.#failed(outage, askedMs);
    const settled = [...verdicts].map(([row, verdict]) => ({ row, verdict }));
    const later = settled.find(({ verdict }) => verdict.kind === 'later');
    const waitMs = later ? backoffMs(later.row.attempts, askedMs, this.#random()) : 0;
    await this.#settle(settled, { heldBy, waitMs });
    for (const { row, verdict } of settled)
      if (verdict.kind === 'refused')
        this.#onRefused({ id: row.id, account_id: row.account_id, error: verdict.error });
  }

  /** If it cannot be noted, the rows are free again after {@link HOLD_MS} and published once more, to no effect. */
  async #settle(settled: Settled[], how: { heldBy: string; waitMs: number }): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await settleRows(this.#pool, settled, how);
      } catch (error) {
        if (tries === SETTLE_TRIES) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** tries));
      }
    }
  }

  #failed(message: string, askedMs: number): void {
    this.#failures += 1;
    const waitMs = backoffMs(this.#failures, askedMs, this.#random());
    this.#notBeforeMs = Math.max(this.#notBeforeMs, performance.now() + waitMs);
    this.#onTrouble(`${message}. Trying again in ${waitMs} ms.`);
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
