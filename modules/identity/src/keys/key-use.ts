import { type Clock, type Database, perDatabase, statement } from '@tidings/kernel';

/** A key's use is written down at most this often. */
const EVERY_MS = 60_000;
/** So long uses are gathered, to be written by one statement. */
const GATHER_MS = 1_000;
const MOST_ENTRIES = 10_000;

// Primary key. Another process may have written a later use meanwhile.
const NOTE = statement<never>(
  'identity.note-key-use',
  `UPDATE identity.api_key
   SET last_used_at = now()
   WHERE id = ANY ($1::text[]) AND (last_used_at IS NULL OR last_used_at < now() - interval '30 seconds')`,
);

/** Writes down when keys were used last, a second later and beside the requests that use them. */
class KeyUse {
  readonly #database: Database;
  readonly #notedMs = new Map<string, number>();
  #waiting = new Set<string>();

  constructor(database: Database) {
    this.#database = database;
  }

  note(id: string, clock: Clock): void {
    const nowMs = clock.monotonicMs();
    const notedMs = this.#notedMs.get(id);
    if (notedMs !== undefined && nowMs - notedMs < EVERY_MS) return;
    this.#notedMs.delete(id); // so that the newest stands last and the oldest goes first
    this.#notedMs.set(id, nowMs);
    for (const oldest of this.#notedMs.keys()) {
      if (this.#notedMs.size <= MOST_ENTRIES) break;
      this.#notedMs.delete(oldest);
    }
    this.#waiting.add(id);
    if (this.#waiting.size === 1) setTimeout(() => void this.#write(), GATHER_MS).unref();
  }

  async #write(): Promise<void> {
    const ids = [...this.#waiting];
    this.#waiting = new Set();
    // What cannot be written is noted again with the next use.
    await this.#database.query(NOTE, [ids]).catch(() => ids.forEach((id) => this.#notedMs.delete(id)));
  }
}

export const keyUse = perDatabase((database) => new KeyUse(database));
