import { type Database, perDatabase } from '@tidings/kernel';
import type { Facet } from './facets-of.ts';
import { insertValues, type NotedValue, type SeenValue } from './insert-values.ts';
import { trimFacet } from './trim-values.ts';

/**
 * A value that was noted is not noted again for this time, unless it has another name: events repeat the same ones over
 * and over. No process keeps a value in mind for longer.
 */
const NOTED_MS = 3_600_000;
/** How long new values wait for company. */
const COLLECT_MS = 1_000;
/** Values that a process keeps in mind; beyond them those noted first are forgotten, and noted once more. */
const KNOWN_LIMIT = 100_000;
/** Values that wait at most; beyond them values are passed over, and come with a later event. */
const WAITING_LIMIT = 10_000;
/**
 * Of one facet of an account. One that has more new values in a second is none that people pick from, such as an address:
 * noting all of them would cost as much as storing their events.
 */
const WAITING_OF_FACET = 200;
const PER_STATEMENT = 1_000;
/** After so many new values of a facet its oldest are looked for: a list is read whole when it is searched. */
const NEW_PER_TRIM = 1_000;
/** Facets of accounts whose new values are counted. */
const COUNTED_LIMIT = 10_000;

type SeenEvent = { accountId: string; day: string; id: string; facets: Facet[] };

/**
 * Keeps the values that events of an account have had, for pickers. Outside of the publisher's transaction and
 * not at once: values repeat, and a value that gets lost with the process comes again with the next event.
 */
export class ValueNotes {
  readonly #database: Database;
  /** When a value was noted and how it was called, by a name for it; the oldest first. */
  readonly #noted = new Map<string, { atMs: number; label: string | null }>();
  /** By the same name: one statement can note a value only once. */
  readonly #waiting = new Map<string, SeenValue>();
  /** How many of each facet wait. */
  readonly #waitingOf = new Map<string, number>();
  /** New values of each facet since it was trimmed. */
  readonly #fresh = new Map<string, { accountId: string; name: string; count: number }>();
  #isPlanned = false;
  #isLettingGo = false;

  constructor(database: Database) {
    this.#database = database;
  }

  see({ accountId, day, id: eventId, facets }: SeenEvent): void {
    const nowMs = performance.now();
    for (const facet of facets) {
      const name = nameOf(accountId, facet);
      const noted = this.#noted.get(name);
      const isRenamed = facet.label !== null && facet.label !== noted?.label;
      if (noted !== undefined && nowMs - noted.atMs < NOTED_MS && !isRenamed) continue;
      const waits = this.#waiting.has(name);
      if (!waits && !this.#hasRoom(accountId, facet)) continue;
      this.#noted.delete(name);
      this.#noted.set(name, { atMs: nowMs, label: facet.label ?? noted?.label ?? null });
      this.#waiting.set(name, { accountId, day, eventId, ...facet });
      if (!waits) this.#count(accountId, facet, 1);
    }
    if (this.#waiting.size > 0 && !this.#isPlanned) this.#plan(COLLECT_MS);
  }

  /** Values that were erased may be noted again with the next event that has them. */
  forget(accountId: string, facets: Facet[]): void {
    for (const facet of facets) {
      const name = nameOf(accountId, facet);
      this.#noted.delete(name);
      if (this.#waiting.delete(name)) this.#count(accountId, facet, -1);
    }
  }

  #hasRoom(accountId: string, { name }: Facet): boolean {
    if (this.#waiting.size >= WAITING_LIMIT) return false;
    return (this.#waitingOf.get(`${accountId} ${name}`) ?? 0) < WAITING_OF_FACET;
  }

  #count(accountId: string, { name }: Facet, by: number): void {
    const facet = `${accountId} ${name}`;
    const waiting = (this.#waitingOf.get(facet) ?? 0) + by;
    if (waiting > 0) this.#waitingOf.set(facet, waiting);
    else this.#waitingOf.delete(facet);
  }

  #plan(afterMs: number): void {
    this.#isPlanned = true;
    setTimeout(() => void this.#flush(), afterMs).unref();
  }

  async #flush(): Promise<void> {
    const seen = new Map<string, SeenValue>();
    for (const [name, each] of this.#waiting) {
      if (seen.size === PER_STATEMENT) break;
      this.#waiting.delete(name);
      this.#count(each.accountId, each, -1);
      seen.set(name, each);
    }
    try {
      const noted = await insertValues(this.#database, [...seen.values()]);
      for (const each of noted) seen.delete(nameOf(each.account_id, each));
      await this.#trim(noted);
    } catch {
      // They come with the next event that has them.
    }
    for (const name of seen.keys()) this.#noted.delete(name); // erased, or lost
    this.#letGo();
    this.#isPlanned = false;
    if (this.#waiting.size > 0) this.#plan(0);
  }

  async #trim(noted: NotedValue[]): Promise<void> {
    for (const { account_id: accountId, name, is_new: isNew } of noted) {
      if (!isNew) continue;
      const facet = `${accountId} ${name}`;
      const count = (this.#fresh.get(facet)?.count ?? 0) + 1;
      this.#fresh.set(facet, { accountId, name, count });
    }
    for (const [facet, { count, ...of }] of this.#fresh) {
      if (count < NEW_PER_TRIM) continue;
      this.#fresh.delete(facet);
      await trimFacet(this.#database, of);
    }
    if (this.#fresh.size > COUNTED_LIMIT) this.#fresh.clear();
  }

  /** Of what was noted too long ago, and of what is too much. */
  #letGo(): void {
    const sinceMs = performance.now() - NOTED_MS;
    for (const [name, { atMs }] of this.#noted) {
      if (this.#noted.size <= KNOWN_LIMIT && atMs > sinceMs) break;
      this.#noted.delete(name);
    }
    if (this.#isLettingGo || this.#noted.size === 0) return;
    this.#isLettingGo = true;
    setTimeout(() => {
      this.#isLettingGo = false;
      this.#letGo();
    }, NOTED_MS).unref();
  }
}

function nameOf(accountId: string, { name, value }: Pick<Facet, 'name' | 'value'>): string {
  return `${accountId} ${name} ${value}`;
}

export const valueNotes = perDatabase((database) => new ValueNotes(database));
