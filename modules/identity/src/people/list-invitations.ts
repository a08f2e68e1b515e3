import { type Context, statement, tenantOf } from '@tidings/kernel';
import type { Invitation } from './people-schema.ts';
import { INVITATION_COLUMNS, type InvitationRow, showInvitation } from './invitation-row.ts';

// By invitation_account_id_idx. All of them at once: there are MOST_PENDING at most, beyond which nobody is invited.
const LIST = statement<InvitationRow>(
  'identity.list-invitations',
  `SELECT ${INVITATION_COLUMNS}
   FROM identity.invitation
   WHERE account_id = $1
   ORDER BY created_at DESC, id DESC`,
);

/** The invitations that nobody accepted yet, newest first; also those whose time is over, to be sent again. */
export async function listInvitations(ctx: Context): Promise<{ data: Invitation[] }> {
  const rows = await ctx.database.query(LIST, [tenantOf(ctx)]);
  const now = ctx.clock.now();
  return { data: rows.map((row) => showInvitation(row, now)) };
}
