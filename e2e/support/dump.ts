import { withClient } from './postgres.ts';

const TABLES = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%'
  ORDER BY 1`;

/** Everything that every table holds, as text; bytes in hex. */
export function dumpOf(url: string): Promise<string> {
  return withClient(url, async (client) => {
    const lines: string[] = [];
    const { rows: tables } = await client.query<{ name: string }>(TABLES);
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} AS t`);
      lines.push(name, ...rows.map(({ row }) => row));
    }
    return lines.join('\n');
  });
}
