import { type Database, statement } from '@tidings/kernel';

const TABLES = statement<{ name: string }>(
  '',
  `SELECT format('%I.%I', nspname, relname) AS name
   FROM pg_class
   JOIN pg_namespace ON pg_namespace.oid = relnamespace
   WHERE relkind IN ('r', 'p') AND NOT relispartition AND nspname !~ '^(pg_|information_schema$)'
   ORDER BY name`,
);

/** That somebody was there is not a change: when a key was last used, or a session, whose `updated_at` is just that. */
const rowOf = (table: string) =>
  `to_jsonb(t) - 'last_used_at'${table === 'identity.session' ? " - 'updated_at'" : ''}`;

/** All rows of all tables, as one value. */
export async function digestOf(database: Database): Promise<string> {
  const tables = await database.query(TABLES);
  const each = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, md5(string_agg(row, '' ORDER BY row)) AS rows
       FROM (SELECT (${rowOf(name)})::text AS row FROM ${name} AS t) AS rows`,
  );
  const rows = await database.query(
    statement<{ name: string; rows: string | null }>('', each.join('\nUNION ALL\n')),
  );
  return rows
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ name, rows: digest }) => `${name} ${digest}`)
    .join('\n');
}
