import { type Database, perDatabase, statement } from '@tidings/kernel';
import type { Facet } from './facets-of.ts';

/**
 * A value that was noted is not noted again for this time, unless it has another name: events repeat the same ones over
 * and over.
 */
const NOTED_MS = 3_600_000;
/** How long new values wait for company. */
const COLLECT_MS = 1_000;
/** Values that a process keeps in mind; beyond them those noted first are forgotten, and noted once more. */
const KNOWN_LIMIT = 100_000;
const PER_STATEMENT = 1_000;

// Primary key; in its order, so that two processes lock the same rows in the same order.
const NOTE = statement<never>(
  'event.note-facet-values',
  `INSERT INTO event.facet_value AS v (account_id, name, value, label, seen_at)
   SELECT account_id, name, value, label, date_trunc('milliseconds', now())
   FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS seen (account_id, name, value, label)
   ORDER BY account_id, name, value
   ON CONFLICT (account_id, name, value) DO UPDATE
   SET seen_at = EXCLUDED.seen_at, label = coalesce(EXCLUDED.label, v.label)`,
);

type Seen = Facet & { accountId: string };

/**
 * Keeps the values that events of an account have had, for pickers. Outside of the publisher's transaction and
 * not at once: values repeat, and a value that gets lost with the process comes again with the next event.
 */
class ValueNotes {
  readonly #database: Database;
  /** When a value was noted and how it was called, by a name for it; the oldest first. */
  readonly #noted = new Map<string, { atMs: number; label: string | null }>();
  /** By the same name: one statement can note a value only once. */
  readonly #waiting = new Map<string, Seen>();
  #isPlanned = false;

  constructor(database: Database) {
    this.#database = database;
  }

  see(accountId: string, facets: Facet[]): void {
    const nowMs = performance.now();
    for (const facet of facets) {
      const name = nameOf(accountId, facet);
      const noted = this.#noted.get(name);
      const isRenamed = facet.label !== null && facet.label !== noted?.label;
      if (noted !== undefined && nowMs - noted.atMs < NOTED_MS && !isRenamed) continue;
      this.#noted.delete(name);
      this.#noted.set(name, { atMs: nowMs, label: facet.label ?? noted?.label ?? null });
      this.#waiting.set(name, { accountId, ...facet });
    }
    if (this.#waiting.size > 0 && !this.#isPlanned) this.#plan(COLLECT_MS);
  }

  /** Values that were erased may be noted again with the next event that has them. */
  forget(accountId: string, facets: Facet[]): void {
    for (const facet of facets) this.#noted.delete(nameOf(accountId, facet));
  }

  #plan(afterMs: number): void {
    this.#isPlanned = true;
    setTimeout(() => void this.#flush(), afterMs).unref();
  }

  async #flush(): Promise<void> {
    const seen: Seen[] = [];
    for (const [name, each] of this.#waiting) {
      if (seen.length === PER_STATEMENT) break;
      this.#waiting.delete(name);
      seen.push(each);
    }
    try {
      await this.#database.query(NOTE, [
        seen.map(({ accountId }) => accountId),
        seen.map(({ name }) => name),
        seen.map(({ value }) => value),
        seen.map(({ label }) => label),
      ]);
    } catch {
      for (const each of seen) this.#noted.delete(nameOf(each.accountId, each)); // with the next event
    }
    for (const name of this.#noted.keys()) {
      if (this.#noted.size <= KNOWN_LIMIT) break;
      this.#noted.delete(name);
    }
    this.#isPlanned = false;
    if (this.#waiting.size > 0) this.#plan(0);
  }
}

function nameOf(accountId: string, { name, value }: Facet): string {
  return `${accountId} ${name} ${value}`;
}

export const valueNotes = perDatabase((database) => new ValueNotes(database));
