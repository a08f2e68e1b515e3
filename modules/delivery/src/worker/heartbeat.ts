import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, Database, Logger } from '@tidings/kernel';
import { statement } from '@tidings/kernel';
import { forgetOpenGates } from '../queue/gate.ts';

const BEAT_MS = 2_000;
/** A worker that has not been seen for so long is dead: what it held is free for others. */
const DEAD_AFTER_MS = 10_000;
/** A worker whose own beats are late is not fit to judge others: perhaps the database stood still for all. */
const LATE_MS = 5_000;
/** A beat whose connection is silent must fail in time for the next one to go over another. */
const ANSWER = { answerWithinMs: 3_000 };
/** A database that does not answer shall not hold up the end of the process: others notice its silence. */
const END_WITHIN_MS = 3_000;

const BEGIN = statement<{ id: number }>(
  'delivery.begin-worker',
  'INSERT INTO delivery.worker DEFAULT VALUES RETURNING id',
  ANSWER,
);
const BEAT = statement<{ id: number }>(
  'delivery.beat',
  'UPDATE delivery.worker SET seen_at = clock_timestamp() WHERE id = $1 RETURNING id',
  ANSWER,
);
const END = statement<never>('delivery.end-worker', 'DELETE FROM delivery.worker WHERE id = $1', ANSWER);

// Every row of the queue is looked at, but only when a worker has died. The fencing token keeps whatever it still
// does from being recorded, should it have been frozen rather than dead.
const BURY = statement<{ id: number; deliveries: number }>(
  'delivery.bury',
  `WITH dead AS (
     DELETE FROM delivery.worker
     WHERE seen_at < clock_timestamp() - ${DEAD_AFTER_MS} * interval '1 millisecond' AND id <> $1
     RETURNING id
   ), freed AS (
     UPDATE delivery.queue AS q SET lease_until = now()
     WHERE EXISTS (SELECT FROM dead) AND q.worker_id IN (SELECT id FROM dead) AND q.lease_until > now()
     RETURNING q.worker_id
   )
   SELECT dead.id, (SELECT count(*) FROM freed WHERE worker_id = dead.id) AS deliveries FROM dead`,
);

type Parts = { database: Database; clock: Clock; log: Logger };

/**
 * Says every {@link BEAT_MS} that this worker lives, and frees what dead ones held, long before their leases end.
 */
export class Heartbeat {
  readonly #parts: Parts;
  #workerId: number | undefined;
  #beatAtMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The name under which deliveries are claimed; undefined while others may take this worker for dead. */
  get workerId(): number | undefined {
    const ageMs = this.#parts.clock.monotonicMs() - this.#beatAtMs;
    return ageMs < DEAD_AFTER_MS - BEAT_MS ? this.#workerId : undefined;
  }

  /** Resolves after the first beat, whether it succeeded or not. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => void this.#beatOnce(), BEAT_MS);
    await this.#beatOnce();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    const ended = this.#beating ?? Promise.resolve();
    await Promise.race([ended.then(() => this.#end()), sleep(END_WITHIN_MS, undefined, { ref: false })]);
    this.#workerId = undefined;
  }

  async #end(): Promise<void> {
    if (this.#workerId === undefined) return;
    await this.#parts.database.query(END, [this.#workerId]).catch(() => undefined); // others will notice
  }

  /** One at a time: those that a silent database holds up would run one upon the other when it is back. */
  #beatOnce(): Promise<void> {
    this.#beating ??= this.#beat().finally(() => (this.#beating = undefined));
    return this.#beating;
  }

  async #beat(): Promise<void> {
    const { database, clock, log } = this.#parts;
    const askedAtMs = clock.monotonicMs();
    try {
      const [alive] = this.#workerId === undefined ? [] : await database.query(BEAT, [this.#workerId]);
      const [current] = alive ? [alive] : await database.query(BEGIN);
      const isPunctual = alive !== undefined && clock.monotonicMs() - this.#beatAtMs < LATE_MS;
      this.#workerId = current?.id;
      this.#beatAtMs = askedAtMs;
      if (!isPunctual) return;
      for (const { id, deliveries } of await database.query(BURY, [this.#workerId]))
        log.warn({ worker: id, deliveries }, 'A worker has died; what it held goes on at another');
      await forgetOpenGates(database);
    } catch (error) {
      log.warn({ err: error }, 'This worker cannot say that it lives');
    }
  }
}
