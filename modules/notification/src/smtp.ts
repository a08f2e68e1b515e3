import type { Config } from '@tidings/kernel';
import { createTransport } from 'nodemailer';
import type { SendMail } from './send-due-mails.ts';

const TIMEOUT_MS = 30_000;

/**
 * The mail server of `SMTP_URL`. Header injection has no way in: nodemailer encodes what stands in headers, and
 * line breaks in subjects and names are taken out before.
 */
export function openSmtp(config: Config): { send: SendMail; close: () => void } {
  const { hostname } = new URL(config.PUBLIC_URL);
  const from = config.MAIL_FROM ?? `${config.BRAND} <no-reply@${hostname}>`;
  const transport = createTransport({
    url: config.SMTP_URL ?? '',
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    dnsTimeout: TIMEOUT_MS,
    // Nothing that is written into an e-mail may read files or URLs of ours.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ id, to, subject, text, html }) => {
      await transport.sendMail({
        from,
        // As an object, so that commas in it make no further addressees.
        to: { name: '', address: oneLine(to) },
        subject: oneLine(subject),
        text,
        html,
        messageId: `<${id}@${hostname}>`,
        // Out-of-office replies would go to nobody (RFC 3834).
        headers: { 'auto-submitted': 'auto-generated' },
      });
    },
    close: () => transport.close(),
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\0]+/g, ' ').trim();
}
