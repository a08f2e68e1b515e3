type Waiting<Item, Result> = {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
};

type BatcherOptions<Item, Result> = {
  /** Handles all items together and answers in their order. A throw fails each item of the batch. */
  handle: (items: Item[]) => Promise<Result[]>;
  /** Most items in one call of `handle`. */
  maxItems: number;
  /** Most calls of `handle` under way at once. */
  concurrency: number;
  /** How long the first item waits for company, in milliseconds; 0 waits for the current turn of the event loop. */
  waitMs?: number;
};

/**
 * Group commit: callers wait for one result each, the work is done for all that wait together. While one
 * batch is under way the next fills up, so batches grow by themselves under load and stay small without.
 */
export class Batcher<Item, Result> {
  readonly #options: BatcherOptions<Item, Result>;
  #waiting: Waiting<Item, Result>[] = [];
  #running = 0;
  #scheduled = false;

  constructor(options: BatcherOptions<Item, Result>) {
    this.#options = options;
  }

  /** Items that wait and are not yet being handled. */
  get depth(): number {
    return this.#waiting.length;
  }

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#running >= this.#options.concurrency || this.#waiting.length === 0) return;
    this.#scheduled = true;
    const flush = () => {
      this.#scheduled = false;
      void this.#flush();
    };
    const waitMs = this.#options.waitMs ?? 0;
    if (waitMs > 0 && this.#waiting.length < this.#options.maxItems) setTimeout(flush, waitMs);
    else setImmediate(flush);
  }

  async #flush(): Promise<void> {
    const batch = this.#waiting.splice(0, this.#options.maxItems);
    this.#running += 1;
    this.#schedule();
    try {
      const results = await this.#options.handle(batch.map((entry) => entry.item));
      if (results.length !== batch.length) {
        throw new Error(`A batch of ${batch.length} items was answered with ${results.length} results.`);
      }
      batch.forEach((entry, index) => entry.resolve(results[index]!)); // same length, checked above
    } catch (error) {
      for (const entry of batch) entry.reject(error);
    } finally {
      this.#running -= 1;
      this.#schedule();
    }
  }
}
