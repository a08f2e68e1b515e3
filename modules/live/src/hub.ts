import { randomUUID } from 'node:crypto';
import { DomainError, type Database, type News, perDatabase, RateLimited } from '@tidings/kernel';
import { z } from 'zod';
import { PastNews } from './past-news.ts';
import { news } from './schema.ts';
import { Stream } from './stream.ts';

/** Of one person or key, in all their tabs. */
export const STREAMS_OF_ONE = 20;
export const STREAMS_OF_ACCOUNT = 200;
export const STREAMS_OF_PROCESS = 2_000;
const RETRY_S = 60;

const accountNews = news.extend({ access: z.literal(true).optional() });
const told = z.tuple([z.string(), z.array(z.tuple([z.string(), accountNews])).nullable()]);

const EVERYTHING: News = { everything: true };

/** Whose stream it is; `name` is of the person or key. */
export type Listener = { accountId: string; name: string };

/**
 * Hands on what one connection to the database hears to all streams of this process. A stream keeps what its client
 * has not taken yet as one bounded pile, so a slow client costs no more than a quick one.
 */
export class Hub {
  readonly #past = new PastNews(randomUUID());
  readonly #byAccount = new Map<string, Set<Stream>>();
  readonly #listeners = new Map<Stream, Listener>();
  #isClosed = false;

  get streams(): number {
    return this.#listeners.size;
  }

  /** It begins to listen, perhaps again: what was said before went unheard. */
  began(): void {
    this.#past.forget(randomUUID());
    for (const stream of this.#listeners.keys()) stream.tell(this.#past.lastId, EVERYTHING);
  }

  heard(payload: string): void {
    const said = read(payload);
    if (!said) return this.began(); // a version that we do not understand; what it says is unheard
    const [id, entries] = said;
    const byAccount = entries && new Map(entries);
    this.#past.add({ id, byAccount, bytes: payload.length });
    if (!byAccount) {
      for (const stream of this.#listeners.keys()) stream.tell(id, EVERYTHING);
      return;
    }
    for (const [accountId, what] of byAccount)
      for (const stream of this.#byAccount.get(accountId) ?? []) stream.tell(id, what);
  }

  /**
   * Opens a stream that begins with what came after `lastId`, or with everything where nobody knows what that is.
   * @throws {DomainError} `rate_limited` with too many streams, `unavailable` when the process is ending.
   */
  open(listener: Listener, lastId: string | null): Stream {
    if (this.#isClosed) throw new DomainError('unavailable', 'This process is ending. Connect again.');
    this.#refuseTooMany(listener);
    const { accountId } = listener;
    const stream = new Stream();
    stream.atEnd(() => this.#ended(stream, accountId));
    this.#listeners.set(stream, listener);
    const ofAccount = this.#byAccount.get(accountId);
    if (ofAccount) ofAccount.add(stream);
    else this.#byAccount.set(accountId, new Set([stream]));
    const missed = lastId === null ? undefined : this.#past.since(lastId);
    // Also where nothing was missed: the client learns where it stands before anything happens.
    stream.tell(this.#past.lastId, missed ? {} : EVERYTHING);
    for (const { id, byAccount } of missed ?? [])
      stream.tell(id, byAccount ? (byAccount.get(accountId) ?? {}) : EVERYTHING);
    return stream;
  }

  /** Ends all streams, and lets no more begin: their clients go on at another process. */
  close(): void {
    this.#isClosed = true;
    for (const stream of this.#listeners.keys()) stream.end();
  }

  #refuseTooMany({ accountId, name }: Listener): void {
    const ofAccount = this.#byAccount.get(accountId) ?? new Set<Stream>();
    let own = 0;
    for (const stream of ofAccount) if (this.#listeners.get(stream)?.name === name) own += 1;
    if (own >= STREAMS_OF_ONE)
      throw new RateLimited(
        `You have ${STREAMS_OF_ONE} live streams open, which is the most. Close some, in other tabs perhaps.`,
        RETRY_S,
      );
    if (ofAccount.size >= STREAMS_OF_ACCOUNT)
      throw new RateLimited(
        `This account has ${STREAMS_OF_ACCOUNT} live streams open, which is the most. Try again when some are closed.`,
        RETRY_S,
      );
    if (this.#listeners.size >= STREAMS_OF_PROCESS)
      throw new RateLimited('No more live streams are possible right now. Try again later.', RETRY_S);
  }

  #ended(stream: Stream, accountId: string): void {
    this.#listeners.delete(stream);
    const ofAccount = this.#byAccount.get(accountId);
    ofAccount?.delete(stream);
    if (ofAccount?.size === 0) this.#byAccount.delete(accountId);
  }
}

function read(payload: string): z.output<typeof told> | undefined {
  try {
    return told.parse(JSON.parse(payload));
  } catch {
    return undefined;
  }
}

/** The hub of this process. */
export const hubOf: (database: Database) => Hub = perDatabase(() => new Hub());
