import { loadTargets } from '@tidings/endpoint';
import { loadBodies } from '@tidings/event';
import type { Clock, Config, Database, Logger } from '@tidings/kernel';
import { attemptDelivery, type ReadyDelivery, type Sending } from './attempt-delivery.ts';
import { cancelHeld, claim, type Claimed, park } from './claim.ts';
import { type Finished, recordAlone, recordAttempts } from './record.ts';
import { Sender } from './send.ts';

/** Workers look for due deliveries this often, for retries that fall due and wake-ups that were lost. */
const POLL_MS = 500;
const CLAIM_LIMIT = 256;
/** After an error of the database. */
const BACKOFF_MS = 1_000;
/** An outcome that cannot be recorded is kept this long; then the lease has passed and another attempt is made. */
const RECORD_TRIES = 20;

type Parts = { config: Config; database: Database; clock: Clock; log: Logger };

/** Delivers what is due: claims, sends, records; as many at once as the configuration allows. */
export class Worker {
  readonly #parts: Parts;
  readonly #sending: Sending;
  readonly #limit: number;
  #underWay = 0;
  #stopping = false;
  #wake: () => void = () => undefined;
  #woken = false;
  #loop: Promise<void> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#limit = parts.config.DELIVERY_CONCURRENCY;
    const sender = new Sender(parts.config.ALLOW_PRIVATE_NETWORKS, parts.clock);
    this.#sending = { sender, config: parts.config, clock: parts.clock, random: Math.random };
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Something may be due. */
  wake(): void {
    this.#woken = true;
    this.#wake();
  }

  /** Claims nothing more, and waits until all that is under way is recorded. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#loop;
    while (this.#underWay > 0) await this.#sleep(POLL_MS);
    await this.#sending.sender.close();
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#woken = false;
      const wanted = Math.min(this.#limit - this.#underWay, CLAIM_LIMIT);
      // Claiming one by one would cost a round trip each; a quarter of the room is worth one.
      const isWorthIt = wanted >= Math.min(CLAIM_LIMIT, Math.ceil(this.#limit / 4));
      const foundAll = isWorthIt && (await this.#claim(wanted)) === wanted;
      // As many as were wanted: there may be more. Otherwise rest until an attempt ends or something falls due.
      if (!foundAll && !this.#woken) await this.#sleep(POLL_MS);
    }
  }

  /** @returns how many were claimed. */
  async #claim(limit: number): Promise<number> {
    try {
      const claimedAtMs = this.#parts.clock.monotonicMs();
      const held = await claim(this.#parts.database, limit);
      if (held.length === 0) return 0;
      this.#underWay += held.length;
      void this.#deliver(held, claimedAtMs);
      return held.length;
    } catch (error) {
      this.#parts.log.error({ err: error }, 'Cannot claim deliveries');
      await this.#sleep(BACKOFF_MS);
      return 0;
    }
  }

  async #deliver(held: Claimed[], claimedAtMs: number): Promise<void> {
    try {
      const ready = await this.#load(held, claimedAtMs);
      this.#ended(held.length - ready.length);
      for (const delivery of ready) void this.#attempt(delivery);
    } catch (error) {
      // The leases pass and the deliveries are due again.
      this.#parts.log.error({ err: error, deliveries: held.length }, 'Cannot load claimed deliveries');
      this.#ended(held.length);
    }
  }

  async #load(held: Claimed[], claimedAtMs: number): Promise<ReadyDelivery[]> {
    const { database } = this.#parts;
    const [targets, bodyOf] = await Promise.all([
      loadTargets(this.#parts, [...new Set(held.map((each) => each.endpoint_id))]),
      loadBodies(
        database,
        held.map((each) => ({ accountId: each.account_id, day: each.event_day, id: each.event_id })),
      ),
    ]);
    const ready: ReadyDelivery[] = [];
    const resting: Claimed[] = [];
    const gone: Claimed[] = [];
    for (const claimed of held) {
      const target = targets.get(claimed.endpoint_id);
      const body = bodyOf({
        accountId: claimed.account_id,
        day: claimed.event_day,
        id: claimed.event_id,
      });
      if (!target || body === undefined) gone.push(claimed);
      // Nothing leaves unsigned: without a secret that can be read it waits like one whose webhook is paused.
      else if (target.status !== 'active' || target.secrets.length === 0) resting.push(claimed);
      else ready.push({ claimed, target, body, claimedAtMs });
    }
    await park(database, resting);
    await cancelHeld(database, gone);
    return ready;
  }

  async #attempt(delivery: ReadyDelivery): Promise<void> {
    try {
      const finished = await attemptDelivery(this.#sending, delivery);
      if (finished) await this.#record(finished);
    } catch (error) {
      this.#parts.log.error(
        { err: error, delivery: delivery.claimed.delivery_id },
        'An attempt could not be made',
      );
    } finally {
      this.#ended(1);
    }
  }

  async #record(finished: Finished): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        if (tries === 1) await recordAttempts(this.#parts.database).add(finished);
        else await recordAlone(this.#parts.database, finished);
        return;
      } catch (error) {
        if (tries === RECORD_TRIES || this.#stopping) throw error;
        await new Promise((resolve) => setTimeout(resolve, BACKOFF_MS));
      }
    }
  }

  #ended(count: number): void {
    if (count === 0) return;
    this.#underWay -= count;
    this.#wake();
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
