import type { PasswordChanged } from '@tidings/identity';
import type { Mail } from '../mail.ts';
import { inUtc, renderLetter } from './layout.ts';

const WORTH_KNOWING_MS = 3 * 86_400_000;

export function passwordChangedMail(brand: string, { email, name, changedAt }: PasswordChanged): Mail {
  return {
    kind: 'password_changed',
    to: email,
    subject: `Your password for ${brand} was changed`,
    expiresAt: new Date(changedAt.getTime() + WORTH_KNOWING_MS),
    ...renderLetter({
      brand,
      heading: 'Your password was changed',
      paragraphs: [
        `Hello ${name}, the password of ${email} was changed on ${inUtc(changedAt)}. All other sessions have ended.`,
      ],
      footnote:
        'If it was not you, set a new password with "Forgot password?" at the sign-in, and tell an admin of your account.',
    }),
  };
}
