import type { Invited } from '@tidings/identity';
import type { Mail } from '../mail.ts';
import { inUtc, renderLetter } from './layout.ts';

const MAY: Record<Invited['role'], string> = {
  admin: 'As an admin you can do everything in this account, and manage its people and keys.',
  developer: 'As a developer you can set up webhooks and look into events and deliveries.',
  viewer: 'As a viewer you can look at events and what became of them, without their contents.',
};

export function invitationMail(brand: string, invited: Invited): Mail {
  const { email, accountName, inviterName, link, expiresAt } = invited;
  const heading = `${inviterName} invites you to ${accountName}`;
  return {
    kind: 'invitation',
    to: email,
    subject: `${heading} on ${brand}`,
    expiresAt,
    ...renderLetter({
      brand,
      heading,
      paragraphs: [MAY[invited.role], `The link works once, until ${inUtc(expiresAt)}.`],
      action: { label: 'Accept the invitation', url: link },
      footnote: `This was sent to ${email} because ${inviterName} entered that address. If you do not know them, do nothing: without the link nobody joins.`,
    }),
  };
}
