import type { Context } from '@tidings/kernel';
import { mailDueNotices } from './digest/mail-due-notices.ts';
import type { Vault } from './mail.ts';
import { type MailOutcome, type SendMail, sendDueMails } from './send-due-mails.ts';
import { openSmtp } from './smtp.ts';

const LOOK_EVERY_MS = 2_000;

type Parts = Pick<Context, 'config' | 'database' | 'log'> & {
  vault: Vault;
  /** Hears of each attempt to send one. */
  tell?: (outcome: MailOutcome) => void;
};

/**
 * Sends e-mails from the queue, and puts those about webhooks into it, for as long as this process runs; any number of
 * processes do so beside each other. Without `SMTP_URL` it does nothing.
 * @returns what ends it, after the e-mails that are under way.
 */
export function startMailSender(parts: Parts): () => Promise<void> {
  if (parts.config.SMTP_URL === undefined) return async () => undefined;
  const { send, close } = openSmtp(parts.config);
  const stopSending = repeatSending({ ...parts, send });
  return async () => {
    await stopSending();
    close();
  };
}

function repeatSending(parts: Parts & { send: SendMail }): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let isStopping = false;
  let underWay: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    try {
      await mailDueNotices(parts);
      await sendDueMails(parts, () => isStopping);
    } catch (error) {
      parts.log.warn({ err: error }, 'E-mails could not be looked for; they will be later');
    }
    if (!isStopping) timer = setTimeout(again, LOOK_EVERY_MS);
  };
  const again = () => {
    underWay = look();
  };
  again();
  return async () => {
    isStopping = true;
    clearTimeout(timer);
    await underWay;
  };
}
