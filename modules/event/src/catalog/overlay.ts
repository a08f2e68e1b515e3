import { type Sql, statement } from '@tidings/kernel';
import type { EventType } from '../schema.ts';

/** A type as the API wrote it, or null where the API deleted it. Each change has a revision of its own. */
export type OverlayRow = { name: string; definition: string | null; revision: number };

const LOCK = statement<never>(
  'event.lock-catalog',
  "SELECT pg_advisory_xact_lock(hashtext('event.catalog'))",
);

// The whole table: as many rows as there are types that were ever written.
const CHANGES = statement<OverlayRow>(
  'event.catalog-changes',
  `SELECT name, definition, revision
   FROM event.catalog_type
   WHERE revision > $1
   ORDER BY revision`,
);

const WRITE = statement<never>(
  'event.write-catalog-type',
  `INSERT INTO event.catalog_type AS t (name, definition, revision)
   SELECT $1, $2, coalesce(max(revision), 0) + 1 FROM event.catalog_type
   ON CONFLICT (name) DO UPDATE
   SET definition = EXCLUDED.definition, revision = EXCLUDED.revision, changed_at = clock_timestamp()`,
);

/** Until the transaction ends, nobody else changes the catalog. So revisions become visible in their order. */
export async function lockCatalog(tx: Sql): Promise<void> {
  await tx.query(LOCK);
}

/** What was written after the revision, each type once. */
export function readChanges(sql: Sql, afterRevision: number): Promise<OverlayRow[]> {
  return sql.query(CHANGES, [afterRevision]);
}

/** Writes a type, or with null its deletion. The caller holds the lock. */
export async function writeOverlay(tx: Sql, name: string, definition: EventType | null): Promise<void> {
  await tx.query(WRITE, [name, definition && JSON.stringify(definition)]);
}
