import { type Context, statement } from '@tidings/kernel';
import { INVITATION_DAYS } from './invitation-row.ts';
import { IDLE_DAYS } from './session-limits.ts';

// By attempt_ends_at.
const ATTEMPTS = statement<never>(
  'identity.forget-attempts-ended',
  'DELETE FROM identity.attempt WHERE ends_at < now()',
);

// All of them are read: there are a few for each person.
const SESSIONS = statement<never>(
  'identity.forget-sessions-ended',
  `DELETE FROM identity.session
   WHERE expires_at < now() OR updated_at < now() - make_interval(days => ${IDLE_DAYS})`,
);

const VERIFICATIONS = statement<never>(
  'identity.forget-verifications-ended',
  'DELETE FROM identity.verification WHERE expires_at < now()',
);

/** So long an invitation that nobody accepted is shown as expired, to be sent again. */
const SHOWN_DAYS = 30;

const INVITATIONS = statement<never>(
  'identity.forget-invitations-ended',
  `DELETE FROM identity.invitation
   WHERE expires_at < now() - make_interval(days => ${SHOWN_DAYS - INVITATION_DAYS})`,
);

/** Removes what has ended and counts for nothing any more: sessions, links, attempts. */
export async function forgetEnded(ctx: Context): Promise<void> {
  for (const each of [ATTEMPTS, SESSIONS, VERIFICATIONS, INVITATIONS]) await ctx.database.query(each);
}
