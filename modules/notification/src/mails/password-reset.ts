import type { PasswordResetAsked } from '@tidings/identity';
import type { Mail } from '../mail.ts';
import { inUtc, renderLetter } from './layout.ts';

export function passwordResetMail(brand: string, { email, name, link, expiresAt }: PasswordResetAsked): Mail {
  return {
    kind: 'password_reset',
    to: email,
    subject: `Set a new password for ${brand}`,
    expiresAt,
    ...renderLetter({
      brand,
      heading: 'Set a new password',
      paragraphs: [
        `Hello ${name}, somebody asked for a new password for ${email}.`,
        `The link works once, until ${inUtc(expiresAt)}. With the new password all sessions end.`,
      ],
      action: { label: 'Set a new password', url: link },
      footnote: 'If it was not you, do nothing: your password stays as it is.',
    }),
  };
}
