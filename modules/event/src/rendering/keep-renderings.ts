import { type Sql, statement } from '@tidings/kernel';

/** A variant of a stored event. */
export type VariantOf = { accountId: string; day: string; id: string; variant: string };
/** With what was made of it. */
export type Made = VariantOf & { made: string };

type Key = { account_id: string; day: string; event_id: string; variant: string };

// Primary key of event.rendering; the days prune the partitions.
const LOAD = statement<Key & { body: string }>(
  'event.load-renderings',
  `SELECT r.account_id, r.day, r.event_id, r.variant, r.body
   FROM unnest($1::text[], $2::date[], $3::text[], $4::text[]) AS wanted (account_id, day, event_id, variant)
   JOIN event.rendering AS r USING (account_id, day, event_id, variant)
   WHERE r.day = ANY ($2::date[])`,
);

// Primary key of event.event. In the order of the key, so that two processes that make the same ones wait for each other
// in one order. An erasure marks an event before it deletes what was made of it, and either waits for the other.
const KEEP = statement<Key>(
  'event.keep-renderings',
  `WITH made AS MATERIALIZED (
     SELECT *
     FROM unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::text[]) AS m (account_id, day, event_id, variant, body)
     ORDER BY account_id, day, event_id, variant
   )
   INSERT INTO event.rendering (account_id, day, event_id, variant, body)
   SELECT made.account_id, made.day, made.event_id, made.variant, made.body
   FROM made
   CROSS JOIN LATERAL (
     SELECT
     FROM event.event AS e
     WHERE e.account_id = made.account_id AND e.day = made.day AND e.id = made.event_id AND NOT e.is_erased
     FOR SHARE
   ) AS held
   ON CONFLICT DO NOTHING
   RETURNING account_id, day, event_id, variant`,
);

/** What was made of events before, by {@link nameOf}. */
export async function loadRenderings(sql: Sql, wanted: VariantOf[]): Promise<Map<string, string>> {
  if (wanted.length === 0) return new Map();
  const rows = await sql.query(LOAD, columnsOf(wanted));
  return new Map(rows.map((row) => [nameOf(variantIn(row)), row.body]));
}

/** What was sent of a variant, where something was. */
export async function loadRendering(sql: Sql, of: VariantOf): Promise<string | undefined> {
  return (await loadRenderings(sql, [of])).get(nameOf(of));
}

/**
 * Keeps what was made of events, each once, and nothing of those that are gone or erased by now.
 * @returns what is kept of each, by {@link nameOf}: what another process had made before, where one had.
 */
export async function keepRenderings(sql: Sql, made: Made[]): Promise<Map<string, string>> {
  if (made.length === 0) return new Map();
  const rows = await sql.query(KEEP, [...columnsOf(made), made.map((each) => each.made)]);
  const kept = new Set(rows.map((row) => nameOf(variantIn(row))));
  const ours = made.filter((each) => kept.has(nameOf(each)));
  const others = await loadRenderings(
    sql,
    made.filter((each) => !kept.has(nameOf(each))),
  );
  return new Map([...others, ...ours.map((each): [string, string] => [nameOf(each), each.made])]);
}

/** Two names are the same for the same variant of the same event. */
export function nameOf({ accountId, day, id, variant }: VariantOf): string {
  return `${accountId} ${day} ${id} ${variant}`;
}

function variantIn({ account_id, day, event_id, variant }: Key): VariantOf {
  return { accountId: account_id, day, id: event_id, variant };
}

function columnsOf(variants: VariantOf[]): string[][] {
  return [
    variants.map(({ accountId }) => accountId),
    variants.map(({ day }) => day),
    variants.map(({ id }) => id),
    variants.map(({ variant }) => variant),
  ];
}
