import { audit, type Context, statement, tenantOf } from '@tidings/kernel';
import type { z } from 'zod';
import type { changeRoleInput } from './people-schema.ts';
import { lockTeam, memberIn, requireAnotherAdmin } from './lock-team.ts';

// By member_user.
const UPDATE = statement<never>(
  'identity.change-role',
  `UPDATE identity.member
   SET role = $3
   WHERE user_id = $2 AND account_id = $1`,
);

/**
 * Gives a member another role, in force with their next request.
 * @throws {DomainError} `not_found` for who is no member; `conflict` when the last admin would be none any more.
 */
export async function changeRole(
  ctx: Context,
  input: z.output<typeof changeRoleInput>,
): Promise<Record<string, never>> {
  const accountId = tenantOf(ctx);
  await ctx.database.transaction(async (tx) => {
    const team = await lockTeam(tx, accountId);
    const member = memberIn(team, input.user_id);
    if (member.role === input.role) return;
    if (input.role !== 'admin') requireAnotherAdmin(team, input.user_id);
    await tx.query(UPDATE, [accountId, input.user_id, input.role]);
    await audit(ctx, tx, {
      action: 'member.role_changed',
      subject: { type: 'member', id: member.user_id, name: member.email },
      before: { role: member.role },
      after: { role: input.role },
    });
  });
  return {};
}
