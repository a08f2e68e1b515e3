import type { Context, Logger } from '@tidings/kernel';
import { mailDueNotices } from './digest/mail-due-notices.ts';
import type { Vault } from './mail.ts';
import { type MailOutcome, type SendMail, sendDueMails } from './send-due-mails.ts';
import { openSmtp } from './smtp.ts';

const LOOK_EVERY_MS = 2_000;
/** So many e-mails are sent at a time. */
const LANES = 3;

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

/** Loops that know nothing of each other: an e-mail that the mail server is slow to take holds up no other lane, and no news. */
function repeatSending(parts: Parts & { send: SendMail }): () => Promise<void> {
  let isStopping = false;
  const send = () => sendDueMails(parts, () => isStopping);
  const loops = [() => mailDueNotices(parts), ...Array.from({ length: LANES }, () => send)].map((round) =>
    repeat(round, parts.log),
  );
  return async () => {
    isStopping = true;
    await Promise.all(loops.map((stop) => stop()));
  };
}

/** Does something again a while after it has ended. @returns what ends that, after what is under way. */
function repeat(round: () => Promise<void>, log: Logger): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let isStopping = false;
  let underWay: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    await round().catch((error: unknown) =>
      log.warn({ err: error }, 'E-mails could not be looked for; they will be later'),
    );
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
