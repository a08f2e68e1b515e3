import { type Sql, statement } from './database.ts';

/** `days_ahead`: from today to the newest partition's day; below 0 nothing can be stored today. */
export type PartitionSize = { table: string; partitions: number; days_ahead: number; bytes: number };

// System catalogue; a table's size is asked of the file system, one call for each file.
const SIZES = statement<PartitionSize>(
  'kernel.partition-sizes',
  `SELECT parent.name AS table, count(i.inhrelid) AS partitions,
          coalesce(max(to_date(right(c.relname, 8), 'YYYYMMDD')) - (now() AT TIME ZONE 'UTC')::date, -1) AS days_ahead,
          coalesce(sum(pg_total_relation_size(i.inhrelid)), 0)::float8 AS bytes
   FROM unnest($1::text[]) AS parent (name)
   LEFT JOIN pg_inherits AS i ON i.inhparent = parent.name::regclass
   LEFT JOIN pg_class AS c ON c.oid = i.inhrelid
   GROUP BY parent.name`,
);

/** How many partitions each of these tables has, how far they reach, and what they take on disk with their indexes. */
export function partitionSizes(sql: Sql, tables: string[]): Promise<PartitionSize[]> {
  return sql.query(SIZES, [tables]);
}
