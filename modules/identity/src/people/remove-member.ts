import { audit, type Context, statement, tenantOf } from '@tidings/kernel';
import { memberRemoved } from './facts.ts';
import { lockTeam, memberIn, requireAnotherAdmin } from './lock-team.ts';

// By member_user.
const DELETE = statement<never>(
  'identity.remove-member',
  `DELETE FROM identity.member
   WHERE user_id = $2 AND account_id = $1`,
);

/**
 * Takes a member out of the account. They are refused from their next request on: every request reads the membership
 * anew. What they made stays, and so does their password, for other accounts and for a later invitation. Their sessions
 * stay as well, so that who is left without an account is told so instead of being asked to sign in; they end when that
 * person joins an account again, see accept-invitation.ts.
 * @throws {DomainError} `not_found` for who is no member; `conflict` for the last admin.
 */
export async function removeMember(ctx: Context, input: { user_id: string }): Promise<Record<string, never>> {
  const accountId = tenantOf(ctx);
  await ctx.database.transaction(async (tx) => {
    const team = await lockTeam(tx, accountId);
    const member = memberIn(team, input.user_id);
    requireAnotherAdmin(team, input.user_id);
    await tx.query(DELETE, [accountId, input.user_id]);
    await memberRemoved.announce(tx, { accountId, userId: input.user_id });
    await audit(ctx, tx, {
      action: 'member.removed',
      subject: { type: 'member', id: member.user_id, name: member.email },
      before: { email: member.email, role: member.role },
    });
  });
  return {};
}
