import { audit, type Context, statement, tenantOf } from '@tidings/kernel';
import { INVITATION_COLUMNS, type InvitationRow } from './invitation-row.ts';
import { noInvitation } from './resend-invitation.ts';

// By the primary key.
const DELETE = statement<InvitationRow>(
  'identity.revoke-invitation',
  `DELETE FROM identity.invitation
   WHERE id = $2 AND account_id = $1
   RETURNING ${INVITATION_COLUMNS}`,
);

/**
 * Takes an invitation back: its link opens nothing from now on.
 * @throws {DomainError} `not_found` also for one that was accepted meanwhile.
 */
export async function revokeInvitation(ctx: Context, input: { id: string }): Promise<Record<string, never>> {
  await ctx.database.transaction(async (tx) => {
    const [row] = await tx.query(DELETE, [tenantOf(ctx), input.id]);
    if (!row) throw noInvitation();
    await audit(ctx, tx, {
      action: 'invitation.revoked',
      subject: { type: 'invitation', id: row.id, name: row.email },
      before: { email: row.email, role: row.role },
    });
  });
  return {};
}
