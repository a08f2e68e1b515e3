import { audit, type Context, statement } from '@tidings/kernel';
import { personOf } from './person.ts';

// By session_user_id_idx.
const END = statement<{ id: string }>(
  'identity.end-other-sessions',
  `DELETE FROM identity.session
   WHERE user_id = $1 AND id IS DISTINCT FROM $2
   RETURNING id`,
);

/** Ends all sessions of the person but the one that asks. */
export async function endOtherSessions(ctx: Context): Promise<{ ended: number }> {
  const person = personOf(ctx);
  return ctx.database.transaction(async (tx) => {
    const ended = await tx.query(END, [person.id, person.sessionId ?? null]);
    if (ended.length > 0) {
      await audit(ctx, tx, {
        action: 'session.others_ended',
        subject: { type: 'user', id: person.id, name: ctx.actor.name },
        before: { sessions: ended.length },
      });
    }
    return { ended: ended.length };
  });
}
