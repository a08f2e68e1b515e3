import { type Context, type Sql, statement, tenantOf } from '@tidings/kernel';
import type { InvitationWithLink } from './people-schema.ts';
import { personInvited } from './facts.ts';
import { type InvitationRow, roleOf, showInvitation } from './invitation-row.ts';
import { linkTo } from './token.ts';

// By the primary key.
const NAME = statement<{ name: string }>(
  'identity.name-of-account',
  `SELECT name
   FROM identity.account
   WHERE id = $1`,
);

/**
 * Announces an invitation with its new link, to be mailed. Without a mail server the link is in the answer instead,
 * for the admin to hand over: with one it is not, so that only who reads that mailbox can accept.
 */
export async function handOutInvitation(
  ctx: Context,
  tx: Sql,
  given: { row: InvitationRow; token: string },
): Promise<InvitationWithLink> {
  const { row, token } = given;
  const isMailed = ctx.config.SMTP_URL !== undefined;
  const link = linkTo(ctx.config.PUBLIC_URL, 'accept-invitation', token);
  const [account] = await tx.query(NAME, [tenantOf(ctx)]);
  await personInvited.announce(tx, {
    email: row.email,
    role: roleOf(row),
    accountName: account?.name ?? '',
    inviterName: row.inviter_name,
    link,
    expiresAt: row.expires_at,
  });
  return {
    ...showInvitation(row, ctx.clock.now()),
    mailed: isMailed,
    link: isMailed ? null : link,
  };
}
