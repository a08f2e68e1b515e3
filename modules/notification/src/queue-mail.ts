import { randomUUID } from 'node:crypto';
import { type Sql, statement } from '@tidings/kernel';
import type { Mail, MailParts } from './mail.ts';

const INSERT = statement<never>(
  'notification.queue-mail',
  `INSERT INTO notification.mail (id, kind, kid, sealed, expires_at)
   VALUES ($1, $2, $3, $4, $5)`,
);

/**
 * Puts an e-mail into the queue, in the caller's transaction: it goes out if that commits, whatever the mail server
 * does meanwhile. At least once: who sent it may die before it is noted, and then it is sent again with the same
 * Message-ID. Without `SMTP_URL` nothing is queued and nothing fails.
 */
export async function queueMail({ config, vault }: MailParts, tx: Sql, mail: Mail): Promise<void> {
  if (config.SMTP_URL === undefined) return;
  const id = randomUUID();
  const { to, subject, text, html, reader } = mail;
  const { kid, sealed } = vault.seal(JSON.stringify({ to, subject, text, html, reader }), ownerOf(id));
  await tx.query(INSERT, [id, mail.kind, kid, sealed, mail.expiresAt]);
}

/** Associated data of the encryption: what was sealed for one row does not open in another. */
export function ownerOf(id: string): string {
  return `mail:${id}`;
}
