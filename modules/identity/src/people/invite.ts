import { audit, type Context, DomainError, newId, type Sql, statement, tenantOf } from '@tidings/kernel';
import type { z } from 'zod';
import type { InvitationWithLink, inviteInput } from './people-schema.ts';
import { handOutInvitation } from './hand-out-invitation.ts';
import { INVITATION_COLUMNS, INVITATION_DAYS, type InvitationRow } from './invitation-row.ts';
import { lockTeam } from './lock-team.ts';
import { newToken } from './token.ts';

const MOST_PENDING = 200;

// By invitation_account_id_idx.
const COUNT = statement<{ count: number }>(
  'identity.count-invitations',
  `SELECT count(*) AS count
   FROM identity.invitation
   WHERE account_id = $1`,
);

// One whose time is over makes room for a new one; invitation_account_email keeps a second away.
const DELETE_EXPIRED = statement<never>(
  'identity.delete-expired-invitation',
  `DELETE FROM identity.invitation
   WHERE account_id = $1 AND email = $2 AND expires_at <= now()`,
);

const INSERT = statement<InvitationRow>(
  'identity.insert-invitation',
  `INSERT INTO identity.invitation (id, account_id, inviter_id, inviter_name, email, role, token_hash, expires_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(days => ${INVITATION_DAYS}))
   ON CONFLICT (account_id, email) DO NOTHING
   RETURNING ${INVITATION_COLUMNS}`,
);

/**
 * Invites somebody to the account by e-mail. The link lets them in once, within seven days; of it only a hash is
 * stored. Without a mail server the answer has the link.
 * @throws {DomainError} `conflict` at `/email` for who is a member or was invited already.
 */
export async function invite(ctx: Context, input: z.output<typeof inviteInput>): Promise<InvitationWithLink> {
  const accountId = tenantOf(ctx);
  return ctx.database.transaction(async (tx) => {
    await requireRoom(tx, accountId, input.email);
    await tx.query(DELETE_EXPIRED, [accountId, input.email]);
    const { token, hash } = newToken();
    const [row] = await tx.query(INSERT, [
      newId('inv'),
      accountId,
      ctx.actor.type === 'user' ? ctx.actor.id : null,
      inviterName(ctx),
      input.email,
      input.role,
      hash,
    ]);
    if (!row) throw taken('This person was invited already. Send the invitation again, or revoke it.');
    const answer = await handOutInvitation(ctx, tx, { row, token });
    await audit(ctx, tx, {
      action: 'invitation.created',
      subject: { type: 'invitation', id: row.id, name: row.email },
      after: { email: row.email, role: row.role },
    });
    return answer;
  });
}

/** A service key is nobody to those who are invited: the installation is. */
function inviterName({ actor, config }: Context): string {
  return actor.type === 'user' ? actor.name : config.BRAND;
}

async function requireRoom(tx: Sql, accountId: string, email: string): Promise<void> {
  const team = await lockTeam(tx, accountId);
  if (team.some((member) => member.email === email)) {
    throw taken('This person is a member of the account already.');
  }
  const [pending] = await tx.query(COUNT, [accountId]);
  if (Number(pending?.count) >= MOST_PENDING) {
    throw new DomainError('conflict', `There are ${MOST_PENDING} invitations already. Revoke some of them.`);
  }
}

function taken(message: string): DomainError {
  return new DomainError('conflict', message, [{ path: '/email', message }]);
}
