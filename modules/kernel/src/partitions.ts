import { type Database, statement } from './database.ts';

const DAY_MS = 86_400_000;
/** Partitions are made this many days ahead, so that a week without upkeep does no harm. */
const DAYS_AHEAD = 7;

const LIST = statement<{ name: string }>(
  '',
  `SELECT c.relname AS name
   FROM pg_inherits i
   JOIN pg_class c ON c.oid = i.inhrelid
   WHERE i.inhparent = $1::regclass
   ORDER BY c.relname`,
);

// IF NOT EXISTS alone fails when two processes start together: the second looks before the first commits.
const LOCK = statement<never>('', 'SELECT pg_advisory_xact_lock(hashtext($1))');

function dayAt(date: Date, offsetDays: number): string {
  return new Date(date.getTime() + offsetDays * DAY_MS).toISOString().slice(0, 10);
}

/** `event.event` on `2026-11-21` → `event_20261121`. */
function partitionName(table: string, day: string): string {
  return `${table.slice(table.indexOf('.') + 1)}_${day.replaceAll('-', '')}`;
}

/**
 * Makes the daily partitions of a table from yesterday (ids minted just before midnight, clocks that differ)
 * to a week ahead, and drops those older than the retention. `table` is one of ours, never input.
 */
export async function maintainPartitions(
  database: Database,
  table: string,
  at: { today: Date; retentionDays: number; storage?: string },
): Promise<void> {
  const schema = table.slice(0, table.indexOf('.'));
  await database.transaction(async (tx) => {
    await tx.query(LOCK, [table]);
    for (let offset = -1; offset <= DAYS_AHEAD; offset += 1) {
      const day = dayAt(at.today, offset);
      await tx.query(
        statement(
          '',
          `CREATE TABLE IF NOT EXISTS ${schema}.${partitionName(table, day)} PARTITION OF ${table}
           FOR VALUES FROM ('${day}') TO ('${dayAt(at.today, offset + 1)}') ${at.storage ?? ''}`,
        ),
      );
    }
  });
  const oldest = partitionName(table, dayAt(at.today, -at.retentionDays));
  for (const { name } of await database.query(LIST, [table])) {
    if (name < oldest) await database.query(statement('', `DROP TABLE IF EXISTS ${schema}.${name}`));
  }
}
