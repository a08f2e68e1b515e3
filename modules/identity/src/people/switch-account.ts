import { type Context, DomainError, statement } from '@tidings/kernel';
import { personOf } from './person.ts';

// By the primary key and member_user: only into an account that the person belongs to.
const SWITCH = statement<{ id: string }>(
  'identity.switch-account',
  `UPDATE identity.session
   SET active_account_id = $3
   WHERE id = $1 AND user_id = $2
     AND EXISTS (SELECT FROM identity.member WHERE member.user_id = $2 AND member.account_id = $3)
   RETURNING id`,
);

/**
 * Goes to another of the person's accounts, in this session only.
 * @throws {DomainError} `not_found` for an account that they do not belong to.
 */
export async function switchAccount(
  ctx: Context,
  input: { account_id: string },
): Promise<Record<string, never>> {
  const { id, sessionId } = personOf(ctx);
  const switched = await ctx.database.query(SWITCH, [sessionId ?? null, id, input.account_id]);
  if (switched.length === 0) throw new DomainError('not_found', 'You are not a member of this account.');
  return {};
}
