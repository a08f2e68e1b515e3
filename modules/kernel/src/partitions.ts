import { type Database, type Sql, statement } from './database.ts';
import type { Logger } from './log.ts';

const DAY_MS = 86_400_000;
/** Partitions are made this many days ahead, so that a week without upkeep does no harm. */
const DAYS_AHEAD = 7;

type Partition = { name: string; state: 'attached' | 'detaching' | 'detached' };

// System catalogue. A table that bears a partition's name and belongs to none was detached by a process that
// ended before it could drop it.
const LIST = statement<Partition>(
  '',
  `SELECT c.relname AS name,
          CASE WHEN i.inhrelid IS NULL THEN 'detached' WHEN i.inhdetachpending THEN 'detaching' ELSE 'attached' END AS state
   FROM pg_class c
   JOIN pg_class parent ON parent.oid = $1::regclass AND parent.relnamespace = c.relnamespace
   LEFT JOIN pg_inherits i ON i.inhrelid = c.oid AND i.inhparent = parent.oid
   WHERE c.relkind = 'r' AND c.relname ~ ('^' || parent.relname || '_[0-9]{8}$')
   ORDER BY c.relname`,
);

// Two processes that start together would both find a partition missing: the second looks before the first commits.
const LOCK = statement<never>('', 'SELECT pg_advisory_xact_lock(hashtext($1))');
const TRY_LOCK = statement<{ mine: boolean }>(
  '',
  "SELECT pg_try_advisory_lock(hashtext($1 || ' drop')) AS mine",
);

// Detaching waits for transactions that use the table; it gives up so that it never waits for hours.
const LIMIT_WAITS = statement<never>('', "SET lock_timeout = '2s'");
/** Unlinking the files of a day of events can take long, and detaching scans nothing. */
const UPKEEP_MS = 600_000;

function dayAt(date: Date, offsetDays: number): string {
  return new Date(date.getTime() + offsetDays * DAY_MS).toISOString().slice(0, 10);
}

/** `event.event` on `2026-11-21` → `event_20261121`. */
function partitionName(table: string, day: string): string {
  return `${table.slice(table.indexOf('.') + 1)}_${day.replaceAll('-', '')}`;
}

function schemaOf(table: string): string {
  return table.slice(0, table.indexOf('.'));
}

const NOW = statement<{ now: Date }>('', 'SELECT now()');

/**
 * The database's time. Upkeep goes by it and never by the clock of a process: one that is a month ahead would drop
 * everything.
 */
export async function databaseTime(sql: Sql): Promise<Date> {
  const [row] = await sql.query(NOW);
  if (!row) throw new Error('This always has a row.');
  return row.now;
}

/** The days of which a table has a partition, the oldest first. */
export async function partitionDays(sql: Sql, table: string): Promise<string[]> {
  const partitions = await sql.query(LIST, [table]);
  return partitions
    .filter(({ state }) => state === 'attached')
    .map(({ name }) => name.slice(-8).replace(/(....)(..)(..)/, '$1-$2-$3'));
}

type Upkeep = {
  /** By the database's clock: {@link databaseTime}. */
  today: Date;
  retentionDays: number;
  /** Days besides, such as `2026-11-21`: those that another table has to which this one belongs. */
  days?: string[];
  /** Storage options of new partitions, such as `WITH (fillfactor = 70)`. */
  storage?: string;
  /** Hears of partitions that could not be dropped this time. */
  log?: Pick<Logger, 'warn'>;
};

/**
 * Makes the daily partitions of a table from yesterday (ids minted just before midnight, clocks that differ)
 * to a week ahead and of the other days that are named, unless they are past the retention, and drops those older than
 * that. Neither holds up who reads or writes the table,
 * however long their transactions are: what cannot be dropped for them is dropped by a later call. `table` is one
 * of ours, never input.
 * @throws when a partition that is needed could not be made.
 */
export async function maintainPartitions(database: Database, table: string, at: Upkeep): Promise<void> {
  await makePartitions(database, table, at);
  try {
    await dropExpired(database, table, at);
  } catch (error) {
    at.log?.warn(
      { err: error, table },
      'A partition past its retention could not be dropped; the next upkeep tries again',
    );
  }
}

/**
 * The first half of {@link maintainPartitions}, for upkeep that has something to do before anything is dropped.
 * @throws when a partition that is needed could not be made.
 */
export async function makePartitions(
  database: Database,
  table: string,
  { today, retentionDays, days = [], storage = '' }: Upkeep,
): Promise<void> {
  const coming = Array.from({ length: DAYS_AHEAD + 2 }, (_, index) => dayAt(today, index - 1));
  const oldest = dayAt(today, -retentionDays);
  const wanted = [...new Set([...days.filter((day) => day >= oldest), ...coming])];
  const isMissing = (known: Partition[]) => (day: string) =>
    !known.some(({ name }) => name === partitionName(table, day));
  if (!wanted.some(isMissing(await database.query(LIST, [table])))) return;
  await database.transaction(async (tx) => {
    await tx.query(LOCK, [table]);
    for (const day of wanted.filter(isMissing(await tx.query(LIST, [table])))) {
      const name = `${schemaOf(table)}.${partitionName(table, day)}`;
      // Attaching lets others read and write meanwhile; CREATE … PARTITION OF would lock them out, behind the
      // longest transaction of all.
      await tx.query(
        statement('', `CREATE TABLE ${name} (LIKE ${table} INCLUDING ALL EXCLUDING INDEXES) ${storage}`),
      );
      await tx.query(
        statement(
          '',
          `ALTER TABLE ${table} ATTACH PARTITION ${name} FOR VALUES FROM ('${day}') TO ('${dayAt(new Date(day), 1)}')`,
        ),
      );
    }
  });
}

/** One after the other, each on its own. Another process that is at it already is left to it. */
async function dropExpired(
  database: Database,
  table: string,
  { today, retentionDays }: Upkeep,
): Promise<void> {
  const oldest = partitionName(table, dayAt(today, -retentionDays));
  const isExpired = ({ name }: Partition) => name < oldest;
  if (!(await database.query(LIST, [table])).some(isExpired)) return;
  await database.session(async (session) => {
    await session.query(LIMIT_WAITS);
    const [lock] = await session.query(TRY_LOCK, [table]);
    if (!lock?.mine) return;
    const expired = (await session.query(LIST, [table])).filter(isExpired);
    // Postgres detaches one partition at a time, so one that was interrupted is finished first.
    for (const each of expired.toSorted((a, b) => ORDER[a.state] - ORDER[b.state])) {
      const partition = `${schemaOf(table)}.${each.name}`;
      const long = { answerWithinMs: UPKEEP_MS };
      if (each.state !== 'detached') {
        const how = each.state === 'detaching' ? 'FINALIZE' : 'CONCURRENTLY';
        await session.query(statement('', `ALTER TABLE ${table} DETACH PARTITION ${partition} ${how}`, long));
      }
      await session.query(statement('', `DROP TABLE ${partition}`, long));
    }
  });
}

const ORDER: Record<Partition['state'], number> = { detached: 0, detaching: 1, attached: 2 };
