import { type QueueState, readQueueState } from '@tidings/delivery';
import { type Clock, type Database, type PartitionSize, partitionSizes } from '@tidings/kernel';

/** How long what was measured is told again. */
const KEPT_MS = 10_000;
/** Measuring takes at most this share of the time, however long the queue has become. */
const SHARE = 1 / 20;
/** A scrape waits no longer for a database that is slow or away. */
const PATIENCE_MS = 2_000;

const TABLES = ['event.event', 'event.rendering', 'delivery.delivery', 'delivery.attempt'];

type Reading = { queue: QueueState; sizes: PartitionSize[] };
export type Measured = {
  /** The newest that there is; undefined before the first one. */
  last: (Reading & { ageSeconds: number }) | undefined;
  /** Whether the last measurement succeeded, in time. */
  isUp: boolean;
};

/** Asks the database for what costs something, now and then: whoever comes meanwhile is told the same. */
export class Measurement {
  readonly #parts: { database: Database; clock: Clock };
  #last: (Reading & { atMs: number }) | undefined;
  #isUp = true;
  #notBeforeMs = -Infinity;
  #underWay: Promise<void> | undefined;

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  /** Never throws, and answers within two seconds. */
  async read(): Promise<Measured> {
    const { clock } = this.#parts;
    if (clock.monotonicMs() >= this.#notBeforeMs)
      this.#underWay ??= this.#measure().finally(() => (this.#underWay = undefined));
    if (this.#underWay) await inTime(this.#underWay).catch(() => (this.#isUp = false));
    const last = this.#last && {
      queue: this.#last.queue,
      sizes: this.#last.sizes,
      ageSeconds: (clock.monotonicMs() - this.#last.atMs) / 1_000,
    };
    return { last, isUp: this.#isUp };
  }

  async #measure(): Promise<void> {
    const { database, clock } = this.#parts;
    const startedMs = clock.monotonicMs();
    const queue = await readQueueState(database);
    const sizes = await partitionSizes(database, TABLES);
    const atMs = clock.monotonicMs();
    this.#last = { queue, sizes, atMs };
    this.#isUp = true;
    this.#notBeforeMs = atMs + Math.max(KEPT_MS, (atMs - startedMs) / SHARE);
  }
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('timeout')), PATIENCE_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
