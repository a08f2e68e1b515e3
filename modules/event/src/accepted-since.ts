import { type Context, type Sql, statement, tenantOf } from '@tidings/kernel';

/** Times to the microsecond, as Postgres has them: `2026-11-20T14:34:01.123456Z`. They sort as texts do. */
const ISO = (time: string) => `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** So long a transaction may take and its events still be found by those who look in between. */
const LONGEST_TRANSACTION = '2 minutes';

// Reads no table. What a transaction accepts carries the time at which it began.
const NOW = statement<{ now: string; settled: string }>(
  'event.acceptance-now',
  `SELECT ${ISO('now()')} AS now,
          ${ISO(`greatest(
            now() - interval '${LONGEST_TRANSACTION}',
            least(now(), min(xact_start)) - interval '1 second'
          )`)} AS settled
   FROM pg_stat_activity
   WHERE datname = current_database() AND backend_type = 'client backend'`,
);

/**
 * The database's clock. Nothing more will be accepted with a time before `settled`: no transaction that is open began
 * earlier, or it takes longer than two minutes.
 */
export async function acceptanceClock(sql: Sql): Promise<{ now: string; settled: string }> {
  const [row] = await sql.query(NOW, []);
  if (!row) throw new Error('The database did not tell its time.');
  return row;
}

/** Rows that are looked at in one go, whatever of them is meant. */
const ROWS = 1_000;
const FIRST_SLICE_MS = 60_000;
const DAY_MS = 86_400_000;
const OPEN_END = 'infinity';

type Row = { day: string; id: string; type: string; accepted_at: string };

// Index event_by_acceptance of the partitions that hold these days, or their primary key where the account has few events.
export const ACCEPTED_BETWEEN = statement<Row>(
  'event.accepted-between',
  `SELECT day, id, type, ${ISO('accepted_at')} AS accepted_at
   FROM event.event
   WHERE account_id = $1 AND day >= $2::date AND day <= $3::date
     AND accepted_at >= $4::timestamptz AND accepted_at < $5::timestamptz
     AND (accepted_at, id) > ($4::timestamptz, $6::text)
     AND NOT is_erased
   ORDER BY event.accepted_at, id
   LIMIT ${ROWS}`,
);

/** A place in the order in which events were accepted. */
export type AcceptancePlace = { at: string; id: string };
/** An event that was accepted, without what it says. */
export type AcceptedAt = AcceptancePlace & { day: string; type: string };

/**
 * Events of the account that were accepted after a place, oldest first, without those that were erased. It looks at a thousand
 * rows, and at no longer a time than there is something in: the next of it are read from `next`.
 * @param now by {@link acceptanceClock}.
 * @returns `next`: where to go on; undefined where all there is was looked at.
 */
export async function acceptedSince(
  ctx: Context,
  after: AcceptancePlace,
  now: string,
): Promise<{ events: AcceptedAt[]; next: AcceptancePlace | undefined }> {
  const nowMs = Date.parse(now);
  let place = after;
  for (let sliceMs = FIRST_SLICE_MS; ; sliceMs *= 4) {
    const endMs = Date.parse(place.at) + sliceMs;
    const end = endMs >= nowMs ? undefined : isoOf(endMs);
    const rows = await ctx.database.query(ACCEPTED_BETWEEN, [
      tenantOf(ctx),
      // An event is of the day of its id, which the process that accepts it makes a moment before.
      dayOf(Date.parse(place.at) - DAY_MS),
      dayOf((end === undefined ? nowMs : endMs) + DAY_MS),
      place.at,
      end ?? OPEN_END,
      place.id,
    ]);
    const events = rows.map(({ accepted_at: at, ...row }) => ({ ...row, at }));
    const last = events.at(-1);
    if (last && events.length === ROWS) return { events, next: { at: last.at, id: last.id } };
    // An id sorts after the empty text: nothing that was accepted in this very microsecond is passed over.
    const next = end === undefined ? undefined : { at: end, id: '' };
    if (last || !next) return { events, next };
    place = next;
  }
}

/** To the microsecond, as the times of the database are. */
export function isoOf(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
