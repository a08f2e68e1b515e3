import { type Config, type Database, type Logger, type Sql, statement } from '@tidings/kernel';
import { catalogOf } from '../catalog.ts';
import { ConversionFault } from '../catalog/convert.ts';
import { render } from './render.ts';

/** A variant of a stored event. */
export type VariantOf = { accountId: string; day: string; id: string; variant: string };
/** With the envelope that it is made of. */
export type ToRender = VariantOf & { body: string };
/** What is sent, or why it cannot be made. */
export type Rendered = { body: string } | { fault: string };

type Row = { account_id: string; day: string; event_id: string; variant: string; body: string };

// Primary key of event.rendering; the days prune the partitions.
const LOAD = statement<Row>(
  'event.load-renderings',
  `SELECT r.account_id, r.day, r.event_id, r.variant, r.body
   FROM unnest($1::text[], $2::date[], $3::text[], $4::text[]) AS wanted (account_id, day, event_id, variant)
   JOIN event.rendering AS r USING (account_id, day, event_id, variant)
   WHERE r.day = ANY ($2::date[])`,
);

// In the order of the key, so that two processes that make the same ones wait for each other in one order.
const KEEP = statement<never>(
  'event.keep-renderings',
  `INSERT INTO event.rendering (account_id, day, event_id, variant, body)
   SELECT account_id, day, event_id, variant, body
   FROM unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::text[]) AS made (account_id, day, event_id, variant, body)
   ORDER BY account_id, day, event_id, variant
   ON CONFLICT DO NOTHING`,
);

/**
 * The bytes of variants, made where nobody has made them before, and kept. Whoever makes one first decides: every
 * attempt sends the same bytes, also after the catalog has changed.
 * @returns a look-up by event and variant.
 */
export async function renderBodies(
  parts: { config: Config; database: Database; log: Logger },
  wanted: ToRender[],
): Promise<(of: VariantOf) => Rendered | undefined> {
  const rendered = new Map<string, Rendered>(await load(parts.database, wanted));
  const missing = new Map(
    wanted.filter((each) => !rendered.has(nameOf(each))).map((each) => [nameOf(each), each]),
  );
  const made: (ToRender & { made: string })[] = [];
  for (const [name, each] of missing) {
    try {
      made.push({ ...each, made: await render(catalogOf(parts), each.body, each.variant) });
    } catch (error) {
      if (!(error instanceof ConversionFault)) throw error;
      parts.log.error({ event: each.id, variant: each.variant, reason: error.message }, 'Cannot be made');
      rendered.set(name, { fault: `This event cannot be made into ${each.variant}: ${error.message}` });
    }
  }
  if (made.length > 0) {
    const values = [...columnsOf(made), made.map((each) => each.made)];
    await parts.database.query(KEEP, values);
    for (const [name, body] of await load(parts.database, made)) rendered.set(name, body);
  }
  return (of) => rendered.get(nameOf(of));
}

/** What was sent of variants, where something was. */
export async function loadRendering(sql: Sql, of: VariantOf): Promise<string | undefined> {
  const [row] = await sql.query(LOAD, columnsOf([of]));
  return row?.body;
}

async function load(sql: Sql, wanted: VariantOf[]): Promise<[string, { body: string }][]> {
  const rows = await sql.query(LOAD, columnsOf(wanted));
  return rows.map((row) => [
    nameOf({ accountId: row.account_id, day: row.day, id: row.event_id, variant: row.variant }),
    { body: row.body },
  ]);
}

function columnsOf(variants: VariantOf[]): string[][] {
  return [
    variants.map(({ accountId }) => accountId),
    variants.map(({ day }) => day),
    variants.map(({ id }) => id),
    variants.map(({ variant }) => variant),
  ];
}

function nameOf({ accountId, day, id, variant }: VariantOf): string {
  return `${accountId} ${day} ${id} ${variant}`;
}
