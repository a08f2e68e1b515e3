import { readQueueState } from '@tidings/delivery';
import { type Clock, type Database, type Logger, partitionSizes, statement } from '@tidings/kernel';
import { z } from 'zod';

/** How long what was measured is told again, by every process. */
const KEPT_MS = 10_000;
/** Measuring takes at most this share of the time, however long the queue has become and however many ask. */
const SHARE = 1 / 20;
/** A statement that takes longer is ended by the database; the next try comes after the time that {@link SHARE} asks for. */
const SCAN_WITHIN_MS = 10_000;
/** A scrape waits so long for a database that is slow or away, and as long for what is being measured. */
const PATIENCE_MS = 2_000;

const TABLES = ['event.event', 'event.rendering', 'delivery.delivery', 'delivery.attempt'];

const reading = z.object({
  queue: z.object({
    sending: z.number(),
    due: z.number(),
    scheduled: z.number(),
    held: z.number(),
    oldest_due_seconds: z.number(),
    breakers_open: z.number(),
  }),
  sizes: z.array(
    z.object({ table: z.string(), partitions: z.number(), days_ahead: z.number(), bytes: z.number() }),
  ),
});
type Reading = z.output<typeof reading>;

export type Measured = {
  /** The newest that there is, whoever measured it; undefined before the first one. */
  last: (Reading & { ageSeconds: number }) | undefined;
  /** Whether the database answers, however long measuring takes. */
  isUp: boolean;
};

// The one row of a table.
const LAST = statement<{ reading: unknown; age_seconds: number | null; is_due: boolean }>(
  'metrics.last-reading',
  `SELECT reading, extract(epoch FROM clock_timestamp() - taken_at)::float8 AS age_seconds,
          next_at <= clock_timestamp() AS is_due
   FROM metrics.reading`,
  { answerWithinMs: PATIENCE_MS },
);
// One process at a time: the others find the row changed. Should this one fail or die, its turn has been used all the same.
const TAKE_TURN = statement<{ is_mine: true }>(
  'metrics.take-turn',
  `UPDATE metrics.reading
   SET next_at = clock_timestamp() + $1 * interval '1 millisecond'
   WHERE next_at <= clock_timestamp()
   RETURNING true AS is_mine`,
);
const KEEP = statement<never>(
  'metrics.keep-reading',
  `UPDATE metrics.reading
   SET reading = $1, taken_at = clock_timestamp(), next_at = clock_timestamp() + $2 * interval '1 millisecond'`,
);
const END_AFTER = statement<never>('', "SELECT set_config('statement_timeout', $1, true)");

type Parts = { database: Database; clock: Clock; log: Logger };

/**
 * Asks the database for what costs something, now and then: one process does, and whoever comes meanwhile is told the
 * same, in every process.
 */
export class Measurement {
  readonly #parts: Parts;
  readonly #scanWithinMs: number;
  #last: (Reading & { ageSeconds: number; toldAtMs: number }) | undefined;
  #underWay: Promise<void> | undefined;

  /** @param scanWithinMs tests do not wait as long. */
  constructor(parts: Parts, scanWithinMs = SCAN_WITHIN_MS) {
    this.#parts = parts;
    this.#scanWithinMs = scanWithinMs;
  }

  /** Never throws, and answers within four seconds. */
  async read(): Promise<Measured> {
    try {
      const [row] = await inTime(this.#parts.database.query(LAST));
      if (row) this.#tell(row.reading, row.age_seconds);
      if (row?.is_due) {
        this.#underWay ??= this.#measure().finally(() => (this.#underWay = undefined));
        await inTime(this.#underWay).catch(() => undefined); // told of by the next scrape
      }
      return { last: this.#aged(), isUp: true };
    } catch {
      return { last: this.#aged(), isUp: false };
    }
  }

  /** What a process of another version wrote may be of another shape. */
  #tell(stored: unknown, ageSeconds: number | null): void {
    const { success, data } = reading.safeParse(stored);
    const toldAtMs = this.#parts.clock.monotonicMs();
    if (success && ageSeconds !== null) this.#last = { ...data, ageSeconds, toldAtMs };
  }

  #aged(): Measured['last'] {
    if (!this.#last) return undefined;
    const { toldAtMs, ...last } = this.#last;
    const passedMs = this.#parts.clock.monotonicMs() - toldAtMs;
    return { ...last, ageSeconds: last.ageSeconds + passedMs / 1_000 };
  }

  async #measure(): Promise<void> {
    const { database, clock, log } = this.#parts;
    try {
      const [turn] = await database.query(TAKE_TURN, [this.#scanWithinMs / SHARE]);
      if (!turn) return;
      const startedMs = clock.monotonicMs();
      const measured: Reading = await database.transaction(async (tx) => {
        await tx.query(END_AFTER, [String(this.#scanWithinMs)]);
        return { queue: await readQueueState(tx), sizes: await partitionSizes(tx, TABLES) };
      });
      const restMs = Math.max(KEPT_MS, (clock.monotonicMs() - startedMs) / SHARE);
      await database.query(KEEP, [JSON.stringify(measured), restMs]);
      this.#tell(measured, 0);
    } catch (error) {
      log.warn({ err: error }, 'Queue and partitions could not be measured');
    }
  }
}

async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('timeout')), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
