import { type Database, statement } from '@tidings/kernel';

/** A session ends so long after its last request … */
export const IDLE_DAYS = 7;
/** … and so long after its beginning, whatever happens. */
export const ABSOLUTE_DAYS = 30;

/** Requests closer together than this leave the last one's time as it is. */
const NOTED_EVERY_SECONDS = 60;

// By the primary key. One statement decides and notes it down, by the database's clock: another request may have ended
// the session, or used it, a moment ago.
const USE = statement<{ id: string }>(
  'identity.use-session',
  `UPDATE identity.session
   SET updated_at = now()
   WHERE id = $1 AND updated_at > now() - make_interval(days => ${IDLE_DAYS})
   RETURNING id`,
);

// better-auth knows no idle limit, and must not find it any more.
const END_IF_IDLE = statement<never>(
  'identity.end-idle-session',
  `DELETE FROM identity.session
   WHERE id = $1 AND updated_at <= now() - make_interval(days => ${IDLE_DAYS})`,
);

/**
 * Whether a session may still be used, which then counts as its use; one that was idle for too long is ended. What
 * better-auth found is believed when the last use was just now, so that most requests cost nothing here.
 */
export async function noteUse(
  database: Database,
  session: { id: string; updatedAt: Date },
  now: Date,
): Promise<boolean> {
  const idleSeconds = (now.getTime() - session.updatedAt.getTime()) / 1_000;
  if (idleSeconds < NOTED_EVERY_SECONDS) return true;
  if ((await database.query(USE, [session.id])).length > 0) return true;
  await database.query(END_IF_IDLE, [session.id]);
  return false;
}
