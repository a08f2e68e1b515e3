import { type Database, statement } from '@tidings/kernel';

/** A session ends so long after its last request … */
export const IDLE_DAYS = 7;
/** … and so long after its beginning, whatever happens. */
export const ABSOLUTE_DAYS = 30;

/** Requests closer together than this leave the last one's time as it is. */
const NOTED_EVERY_SECONDS = 60;

// By the primary key.
const NOTE_USE = statement<never>(
  'identity.note-session-use',
  `UPDATE identity.session
   SET updated_at = now()
   WHERE id = $1 AND updated_at < now() - make_interval(secs => ${NOTED_EVERY_SECONDS})`,
);

const END_IF_IDLE = statement<{ id: string }>(
  'identity.end-idle-session',
  `DELETE FROM identity.session
   WHERE id = $1 AND updated_at <= now() - make_interval(days => ${IDLE_DAYS})
   RETURNING id`,
);

/**
 * Whether a session may still be used, which then counts as its use; one that was idle for too long is ended. What
 * better-auth found is believed for the clear cases, so that most requests cost nothing here.
 */
export async function noteUse(
  database: Database,
  session: { id: string; updatedAt: Date },
  now: Date,
): Promise<boolean> {
  const idleSeconds = (now.getTime() - session.updatedAt.getTime()) / 1_000;
  if (idleSeconds < NOTED_EVERY_SECONDS) return true;
  if (idleSeconds >= IDLE_DAYS * 86_400) {
    if ((await database.query(END_IF_IDLE, [session.id])).length > 0) return false;
  }
  await database.query(NOTE_USE, [session.id]);
  return true;
}
