import type { Sql } from '@tidings/kernel';
import type { Invited, PasswordChanged, PasswordResetAsked } from '@tidings/identity';
import type { MailParts } from './mail.ts';
import { invitationMail } from './mails/invitation.ts';
import { passwordChangedMail } from './mails/password-changed.ts';
import { passwordResetMail } from './mails/password-reset.ts';
import { queueMail } from './queue-mail.ts';

/** Mails an invitation with its link. */
export function mailInvitation(parts: MailParts, tx: Sql, invited: Invited): Promise<void> {
  return queueMail(parts, tx, invitationMail(parts.config.BRAND, invited));
}

/** Mails a link to set a new password. */
export function mailPasswordReset(parts: MailParts, tx: Sql, asked: PasswordResetAsked): Promise<void> {
  return queueMail(parts, tx, passwordResetMail(parts.config.BRAND, asked));
}

/** Tells somebody that their password is another one now. */
export function mailPasswordChanged(parts: MailParts, tx: Sql, changed: PasswordChanged): Promise<void> {
  return queueMail(parts, tx, passwordChangedMail(parts.config.BRAND, changed));
}
