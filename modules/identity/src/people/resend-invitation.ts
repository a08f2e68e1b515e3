import { audit, type Context, DomainError, RateLimited, statement, tenantOf } from '@tidings/kernel';
import type { InvitationWithLink } from './people-schema.ts';
import { handOutInvitation } from './hand-out-invitation.ts';
import { INVITATION_COLUMNS, INVITATION_DAYS, type InvitationRow } from './invitation-row.ts';
import { newToken } from './token.ts';

const RESEND_AFTER_SECONDS = 30;

// By the primary key.
const RENEW = statement<InvitationRow>(
  'identity.renew-invitation',
  `UPDATE identity.invitation
   SET token_hash = $3, sent_at = now(), expires_at = now() + make_interval(days => ${INVITATION_DAYS})
   WHERE id = $2 AND account_id = $1 AND sent_at <= now() - make_interval(secs => $4)
   RETURNING ${INVITATION_COLUMNS}`,
);

const EXISTS = statement<{ id: string }>(
  'identity.find-invitation',
  `SELECT id
   FROM identity.invitation
   WHERE id = $2 AND account_id = $1`,
);

/**
 * Sends an invitation again, with a new link and another seven days; the link sent before opens nothing any more.
 * @throws {DomainError} `not_found`; `rate_limited` within 30 s of the last time, when a mail server is there.
 */
export async function resendInvitation(ctx: Context, input: { id: string }): Promise<InvitationWithLink> {
  const accountId = tenantOf(ctx);
  const isMailed = ctx.config.SMTP_URL !== undefined;
  return ctx.database.transaction(async (tx) => {
    const { token, hash } = newToken();
    const pauseSeconds = isMailed ? RESEND_AFTER_SECONDS : 0;
    const [row] = await tx.query(RENEW, [accountId, input.id, hash, pauseSeconds]);
    if (!row) {
      if ((await tx.query(EXISTS, [accountId, input.id])).length === 0) throw noInvitation();
      throw new RateLimited(
        `It was just sent. Wait ${RESEND_AFTER_SECONDS} seconds before it is sent again.`,
        RESEND_AFTER_SECONDS,
      );
    }
    const answer = await handOutInvitation(ctx, tx, { row, token });
    await audit(ctx, tx, {
      action: 'invitation.resent',
      subject: { type: 'invitation', id: row.id, name: row.email },
    });
    return answer;
  });
}

export function noInvitation(): DomainError {
  return new DomainError(
    'not_found',
    'This invitation does not exist in this account. It was accepted or revoked.',
  );
}
