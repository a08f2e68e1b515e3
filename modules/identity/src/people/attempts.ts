import { createHash } from 'node:crypto';
import { type Sql, statement } from '@tidings/kernel';

/** How many attempts are let through before people have to wait, and until when they count. */
export type AttemptRule = { max: number; windowSeconds: number };

/** What is counted: attempts of what kind, by or for whom. */
export type Attempted = { kind: string; of: string };

// Served by the primary key. One statement, so that attempts that come at once are all counted; a window that has
// begun is never prolonged, so that nobody is kept out for longer than one window at a time.
const COUNT = statement<{ count: number; wait_seconds: number }>(
  'identity.count-attempt',
  `INSERT INTO identity.attempt AS known (key, count, ends_at)
   VALUES ($1, 1, now() + make_interval(secs => $2))
   ON CONFLICT (key) DO UPDATE SET
     count = CASE WHEN known.ends_at <= now() THEN 1 ELSE known.count + 1 END,
     ends_at = CASE WHEN known.ends_at <= now() THEN excluded.ends_at ELSE known.ends_at END
   RETURNING count, ceil(extract(epoch FROM ends_at - now()))::integer AS wait_seconds`,
);

const FIND = statement<{ known: true }>(
  'identity.find-attempt',
  `SELECT true AS known
   FROM identity.attempt
   WHERE key = $1 AND ends_at > now()`,
);

const FORGET = statement<never>(
  'identity.forget-attempts',
  `DELETE FROM identity.attempt
   WHERE key = ANY($1::bytea[])`,
);

const TAKE_BACK = statement<never>(
  'identity.take-back-attempt',
  `UPDATE identity.attempt
   SET count = count - 1
   WHERE key = $1 AND count > 0`,
);

/**
 * Counts one attempt, across all processes and by the database's clock.
 * @returns the seconds to wait when there were too many, else null.
 */
export async function countAttempt(
  sql: Sql,
  attempted: Attempted,
  rule: AttemptRule,
): Promise<number | null> {
  const [row] = await sql.query(COUNT, [keyOf(attempted), rule.windowSeconds]);
  return row && row.count > rule.max ? Math.max(1, row.wait_seconds) : null;
}

/** Whether something was counted, in a window that has not ended. */
export async function wasCounted(sql: Sql, attempted: Attempted): Promise<boolean> {
  return (await sql.query(FIND, [keyOf(attempted)])).length > 0;
}

export async function forgetAttempts(sql: Sql, attempted: Attempted[]): Promise<void> {
  await sql.query(FORGET, [attempted.map(keyOf)]);
}

/** Takes back an attempt that was counted and turned out to be a success. */
export async function takeBackAttempt(sql: Sql, attempted: Attempted): Promise<void> {
  await sql.query(TAKE_BACK, [keyOf(attempted)]);
}

function keyOf({ kind, of }: Attempted): Buffer {
  return createHash('sha256').update(`${kind}\n${of}`).digest();
}

/** "in 40 seconds", "in 12 minutes": when a next attempt is let through. */
export function inWords(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? 'in 1 second' : `in ${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? 'in 1 minute' : `in ${minutes} minutes`;
}
