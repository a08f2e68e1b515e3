import { audit, type Context, DomainError, statement } from '@tidings/kernel';
import { personOf } from './person.ts';

// By the primary key; nobody ends another person's.
const END = statement<{ address: string | null; user_agent: string | null }>(
  'identity.end-session',
  `DELETE FROM identity.session
   WHERE id = $2 AND user_id = $1
   RETURNING ip_address AS address, user_agent`,
);

/**
 * Ends one of the person's own sessions: whoever uses it is signed out with their next request.
 * @throws {DomainError} `not_found` for one that ended already or is somebody else's.
 */
export async function endSession(ctx: Context, input: { id: string }): Promise<Record<string, never>> {
  const person = personOf(ctx);
  await ctx.database.transaction(async (tx) => {
    const [ended] = await tx.query(END, [person.id, input.id]);
    if (!ended) throw new DomainError('not_found', 'This session has ended already.');
    await audit(ctx, tx, {
      action: 'session.ended',
      subject: { type: 'session', id: input.id, name: ended.user_agent?.slice(0, 200) },
      before: { address: ended.address },
    });
  });
  return {};
}
