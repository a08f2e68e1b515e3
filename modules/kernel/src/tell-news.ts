import { randomUUID } from 'node:crypto';
import { type Database, perDatabase, statement } from './database.ts';
import { type News, NewsPile } from './news.ts';

/** The channel on which processes that serve people hear what has changed. */
export const NEWS_CHANNEL = 'tidings_news';

/** What happens within this time goes out together: a delivery is often made and attempted within it. */
const GATHER_MS = 50;
/** From one telling to the next. However much happens, a process notifies no more than four times a second. */
const APART_MS = 250;
/** Postgres takes less than 8,000 bytes; ids are ASCII. */
const PAYLOAD_BYTES = 7_900;
/** With more of them than this at once, it is said to all accounts that everything may have changed. */
const PAYLOADS_LIMIT = 32;

const NOTIFY = statement<never>(
  'kernel.tell-news',
  `SELECT pg_notify('${NEWS_CHANNEL}', said) FROM unnest($1::text[]) AS said`,
);

/** By account, or null for all accounts; under an id that no other notification has. */
export type Told = [id: string, news: [accountId: string, news: News][] | null];

class Teller {
  readonly #database: Database;
  readonly #name = randomUUID().slice(0, 13);
  #count = 0;
  #piles = new Map<string, NewsPile>();
  #isForAll = false;
  #isWaiting = false;
  #toldAtMs = -Infinity;

  constructor(database: Database) {
    this.#database = database;
  }

  pileOf(accountId: string): NewsPile {
    if (!this.#isWaiting) this.#wait();
    let pile = this.#piles.get(accountId);
    if (!pile) this.#piles.set(accountId, (pile = new NewsPile()));
    return pile;
  }

  #wait(): void {
    this.#isWaiting = true;
    const waitMs = Math.max(GATHER_MS, this.#toldAtMs + APART_MS - performance.now());
    // The end of a process is held up by nothing of this: whoever looks asks now and then by themselves.
    setTimeout(() => void this.#tell(), waitMs).unref();
  }

  async #tell(): Promise<void> {
    const piles = this.#piles;
    this.#piles = new Map();
    const payloads = this.#isForAll ? [this.#forAll()] : this.#pack(piles);
    this.#isForAll = false;
    // After the commits and outside of them: NOTIFY inside a transaction takes a lock that lets commits through one by one.
    try {
      await this.#database.query(NOTIFY, [payloads]);
    } catch {
      this.#isForAll = true; // said with the next
    }
    this.#toldAtMs = performance.now();
    this.#isWaiting = false;
    if (this.#piles.size > 0) this.#wait();
  }

  #pack(piles: ReadonlyMap<string, NewsPile>): string[] {
    const payloads: string[] = [];
    let entries: string[] = [];
    let bytes = 0;
    const close = () => {
      if (entries.length > 0) payloads.push(`["${this.#nextId()}",[${entries.join(',')}]]`);
      entries = [];
      bytes = 0;
    };
    for (const [accountId, pile] of piles) {
      const entry = entryOf(accountId, pile);
      if (bytes + entry.length > PAYLOAD_BYTES - 64) close(); // 64: the id, and what stands around it
      if (payloads.length >= PAYLOADS_LIMIT) return [this.#forAll()];
      entries.push(entry);
      bytes += entry.length + 1;
    }
    close();
    return payloads;
  }

  #forAll(): string {
    return JSON.stringify([this.#nextId(), null] satisfies Told);
  }

  #nextId(): string {
    this.#count += 1;
    return `${this.#name}-${this.#count.toString(36)}`;
  }
}

function entryOf(accountId: string, pile: NewsPile): string {
  const news = pile.take();
  const entry = JSON.stringify([accountId, news]);
  if (entry.length <= PAYLOAD_BYTES - 64) return entry;
  return JSON.stringify([
    accountId,
    { everything: true, ...(news.access && { access: true }) } satisfies News,
  ]);
}

const tellers = perDatabase((database) => new Teller(database));

/**
 * Tells everybody who looks at the account, in whatever process, what has changed; to be called when it is committed.
 * It costs a few words of memory now and at most four notifications a second, whatever happens. News may be lost with
 * the process: whoever looks asks by themselves as well, now and then.
 */
export function tellNews(database: Database, accountId: string, news: News): void {
  tellers(database).pileOf(accountId).add(news);
}

/** The same for deliveries of one webhook; without an id nobody says which. On the hot path. */
export function tellDelivery(
  database: Database,
  delivery: { accountId: string; endpointId: string; id: string | null },
): void {
  tellers(database).pileOf(delivery.accountId).addDelivery(delivery.endpointId, delivery.id);
}
