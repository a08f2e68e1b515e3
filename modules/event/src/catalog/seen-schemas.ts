import { hash } from 'node:crypto';
import { type Sql, statement, textArray } from '@tidings/kernel';
import type { CheckedType } from './check-event-type.ts';
import type { Schema } from './compare-schemas.ts';

type Row = { type: string; version: string; hash: string; schema: string };

// The whole table: versions of types, with the few schemas that each has had.
const SEEN = statement<Row>(
  'event.catalog-seen',
  `SELECT type, version, hash, schema
   FROM event.catalog_seen
   WHERE $1::text IS NULL OR type = $1
   ORDER BY seen_at`,
);

// The primary key. What was seen before is seen last now.
const NOTE = statement<never>(
  'event.note-catalog-seen',
  `INSERT INTO event.catalog_seen (type, version, hash, schema)
   SELECT type, version, hash, schema
   FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS given (type, version, hash, schema)
   ON CONFLICT (type, version, hash) DO UPDATE SET seen_at = clock_timestamp()`,
);

/** What the schema of one version of a type has been: last, and ever. */
export type Seen = { schema: Schema; hash: string; hashes: Set<string> };
/** By {@link seenKey}. */
export type SeenSchemas = ReadonlyMap<string, Seen>;

export function seenKey(type: string, version: string): string {
  return `${type} ${version}`;
}

export function hashOf(schema: Schema): string {
  return hash('sha256', JSON.stringify(schema), 'base64');
}

/** Of one type, or of all. */
export async function readSeen(sql: Sql, type?: string): Promise<SeenSchemas> {
  const seen = new Map<string, Seen>();
  for (const row of await sql.query(SEEN, [type ?? null])) {
    const key = seenKey(row.type, row.version);
    const hashes = seen.get(key)?.hashes ?? new Set();
    const schema: unknown = JSON.parse(row.schema);
    seen.set(key, { schema: schema as Schema, hash: row.hash, hashes: hashes.add(row.hash) }); // as it was written
  }
  return seen;
}

/** Notes the schemas of these types as those that count from now on. */
export async function noteSeen(tx: Sql, seen: SeenSchemas, types: CheckedType[]): Promise<void> {
  const fresh = types
    .flatMap(({ name: type, versions }) =>
      versions.map(({ version, schema }) => ({ type, version, schema, hash: hashOf(schema) })),
    )
    .filter((each) => seen.get(seenKey(each.type, each.version))?.hash !== each.hash);
  if (fresh.length === 0) return;
  await tx.query(NOTE, [
    textArray(fresh.map((each) => each.type)),
    textArray(fresh.map((each) => each.version)),
    textArray(fresh.map((each) => each.hash)),
    textArray(fresh.map((each) => JSON.stringify(each.schema))),
  ]);
}
