type Waiting<Item, Result> = {
  item: Item;
  weight: number;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
  timer?: NodeJS.Timeout;
};

/** Until there are so many items, or so long. */
type Company = { items: number; waitMs: number };

type BatcherOptions<Item, Result> = {
  /** Handles all items together and answers in their order. A throw fails each item of the batch. */
  handle: (items: Item[]) => Promise<Result[]>;
  /** Most items in one call of `handle`. */
  maxItems: number;
  /** Most weight in one call of `handle`; an item that alone is heavier comes alone. */
  maxWeight?: number;
  /** What an item costs besides its weight, asked when a batch is put together. */
  costOf?: (item: Item) => number;
  /** Most cost in one call of `handle`, as with `maxWeight`. */
  maxCost?: number;
  /** Most calls of `handle` under way at once. */
  concurrency: number;
  /** How long the first item waits for company, in milliseconds; 0 waits for the current turn of the event loop. */
  waitMs?: number;
  /** The same while another batch is under way, and how many items are company enough; as ever if left out. */
  beside?: Company;
  /**
   * Says of an error of `handle` whether one of the items may be at fault. If so, the items are handled again in
   * halves, until those at fault fail alone. For a `handle` that leaves nothing behind when it throws.
   */
  mayBeItemsFault?: (error: unknown) => boolean;
};

/** How one item is treated while it waits. */
type Place = {
  /** What it counts in {@link Batcher.weight}, for example its bytes; 0 if left out. */
  weight?: number;
  /** Milliseconds after which its caller is answered with {@link WaitedTooLong}; for ever if left out. */
  patienceMs?: number;
};

/** A caller waited as long as it would for its result. */
export class WaitedTooLong extends Error {
  override name = 'WaitedTooLong';
  /** False: the item has left the queue and will never be handled. True: it is being handled, with unknown outcome. */
  readonly isUnderWay: boolean;

  constructor(isUnderWay: boolean) {
    super(isUnderWay ? 'The batch takes too long.' : 'The batches before this item take too long.');
    this.isUnderWay = isUnderWay;
  }
}

/**
 * Group commit: callers wait for one result each, the work is done for all that wait together. While one
 * batch is under way the next fills up, so batches grow by themselves under load and stay small without.
 */
export class Batcher<Item, Result> {
  readonly #options: BatcherOptions<Item, Result>;
  #waiting: Waiting<Item, Result>[] = [];
  #running = 0;
  #weight = 0;
  /** Runs while items wait for company. */
  #timer: NodeJS.Timeout | undefined;
  /** Whether a batch begins at the end of this turn. */
  #isNext = false;

  constructor(options: BatcherOptions<Item, Result>) {
    this.#options = options;
  }

  /** Items that wait and are not yet being handled. */
  get depth(): number {
    return this.#waiting.length;
  }

  /** Weight of all items that are held in memory: those that wait, and those that are being handled. */
  get weight(): number {
    return this.#weight;
  }

  /** @throws {WaitedTooLong} when there is no result after `patienceMs`; whatever is under way goes on. */
  add(item: Item, { weight = 0, patienceMs }: Place = {}): Promise<Result> {
    return new Promise((resolve, reject) => {
      const entry: Waiting<Item, Result> = { item, weight, resolve, reject };
      if (patienceMs !== undefined) entry.timer = setTimeout(() => this.#giveUp(entry), patienceMs);
      this.#weight += weight;
      this.#waiting.push(entry);
      this.#schedule();
    });
  }

  #giveUp(entry: Waiting<Item, Result>): void {
    const place = this.#waiting.indexOf(entry);
    if (place >= 0) {
      this.#waiting.splice(place, 1);
      this.#weight -= entry.weight;
    }
    entry.reject(new WaitedTooLong(place < 0));
  }

  #schedule(): void {
    if (this.#isNext || this.#running >= this.#options.concurrency || this.#waiting.length === 0) return;
    const { items, waitMs } = this.#company();
    if (waitMs > 0 && this.#waiting.length < items) {
      this.#timer ??= setTimeout(() => void this.#flush(), waitMs);
      return;
    }
    this.#endWait();
    this.#isNext = true;
    setImmediate(() => void this.#flush());
  }

  #company(): Company {
    const { beside, maxItems, waitMs = 0 } = this.#options;
    return this.#running > 0 && beside ? beside : { items: maxItems, waitMs };
  }

  #endWait(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #flush(): Promise<void> {
    this.#endWait();
    this.#isNext = false;
    const batch = this.#take();
    this.#running += 1;
    this.#schedule();
    // Empty when all gave up before their turn.
    if (batch.length > 0) await this.#handle(batch);
    for (const { weight, timer } of batch) {
      this.#weight -= weight;
      clearTimeout(timer);
    }
    this.#running -= 1;
    // Beside it they had more time.
    this.#endWait();
    this.#schedule();
  }

  #take(): Waiting<Item, Result>[] {
    const { maxItems, maxWeight = Infinity, costOf, maxCost = Infinity } = this.#options;
    let [count, weight, cost] = [0, 0, 0];
    for (const entry of this.#waiting) {
      if (count === maxItems) break;
      weight += entry.weight;
      cost += costOf?.(entry.item) ?? 0;
      if (count > 0 && (weight > maxWeight || cost > maxCost)) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  /** Answers every caller of the batch; never throws. */
  async #handle(batch: Waiting<Item, Result>[]): Promise<void> {
    let results: Result[];
    try {
      results = await this.#options.handle(batch.map((entry) => entry.item));
    } catch (error) {
      if (batch.length > 1 && this.#options.mayBeItemsFault?.(error)) {
        const middle = Math.ceil(batch.length / 2);
        // One after the other, in their order: an item may repeat one before it.
        await this.#handle(batch.slice(0, middle));
        await this.#handle(batch.slice(middle));
        return;
      }
      for (const entry of batch) entry.reject(error);
      return;
    }
    // Not the items' fault, and the work was done: nothing is tried again.
    const mismatch = new Error(
      `A batch of ${batch.length} items was answered with ${results.length} results.`,
    );
    batch.forEach((entry, index) => {
      if (results.length === batch.length) entry.resolve(results[index]!); // there is one for each, as just checked
      else entry.reject(mismatch);
    });
  }
}
