import { type Context, type Sql, statement } from '@tidings/kernel';
import { z } from 'zod';
import { readersOf } from './digest/readers-of.ts';
import type { Reader, Vault } from './mail.ts';
import { ownerOf } from './queue-mail.ts';

const message = z.object({ to: z.string(), subject: z.string(), text: z.string(), html: z.string() });
const content = message.extend({
  reader: z.object({ accountId: z.string(), personId: z.string() }).optional(),
});

export type Message = z.output<typeof message> & { id: string };

/** Hands one e-mail to the mail server, which takes it or throws. */
export type SendMail = (message: Message) => Promise<void>;

/** Longer than all that `openSmtp` waits for of one e-mail. Who claimed one and died is followed by another after this. */
const LEASE_SECONDS = 600;
/** Waits before the 2nd, 3rd, … attempt: some two days in all, but never past the e-mail's own end. */
const WAITS_SECONDS = [15, 60, 300, 900, 3_600, 10_800, 21_600, 43_200, 86_400];
const ERROR_CHARACTERS = 300;
const KEPT_DAYS = 30;

type Claimed = { id: string; kind: string; kid: string; sealed: Buffer; attempts: number; is_late: boolean };

// By mail_due; several processes claim beside each other. One at a time: the lease of what waits for a slow one before it
// would end, and another process would send it as well.
const CLAIM = statement<Claimed>(
  'notification.claim-mail',
  `UPDATE notification.mail
   SET attempts = attempts + 1, due_at = now() + make_interval(secs => ${LEASE_SECONDS})
   WHERE id = (
     SELECT id
     FROM notification.mail
     WHERE status = 'waiting' AND due_at <= now()
     ORDER BY due_at
     LIMIT 1
     FOR UPDATE SKIP LOCKED)
   RETURNING id, kind, kid, sealed, attempts, expires_at <= now() AS is_late`,
);

// By the primary key.
const END = statement<never>(
  'notification.end-mail',
  `UPDATE notification.mail
   SET status = $2, last_error = $3, kid = NULL, sealed = NULL, ended_at = now()
   WHERE id = $1 AND status = 'waiting'`,
);

const PUT_BACK = statement<never>(
  'notification.put-back-mail',
  `UPDATE notification.mail
   SET due_at = now() + make_interval(secs => $2), last_error = $3
   WHERE id = $1 AND status = 'waiting'`,
);

// By mail_ended.
const FORGET = statement<never>(
  'notification.forget-mail',
  `DELETE FROM notification.mail
   WHERE status <> 'waiting' AND ended_at < now() - make_interval(days => ${KEPT_DAYS})`,
);

/** What became of an attempt to send one. */
export type MailOutcome = 'sent' | 'put_off' | 'given_up';

type Parts = Pick<Context, 'database' | 'log'> & {
  vault: Vault;
  send: SendMail;
  /** Hears of each attempt. */
  tell?: (outcome: MailOutcome) => void;
};

/**
 * Sends what is due, one after the other; others may do so beside it. A mail server that fails is tried again later, one that refuses an e-mail for
 * good is not; what an e-mail said is deleted as soon as it was sent or given up.
 * @param isStopping asked before each: once it says so, what is left is for another time or process.
 */
export async function sendDueMails(parts: Parts, isStopping: () => boolean = () => false): Promise<void> {
  while (!isStopping()) {
    const [claimed] = await parts.database.query(CLAIM);
    if (!claimed) return;
    await sendOne(parts, claimed);
  }
}

async function sendOne({ database, log, vault, send, tell }: Parts, row: Claimed): Promise<void> {
  const end = (status: 'sent' | 'failed', reason: string | null) =>
    database.query(END, [row.id, status, reason]);
  const giveUp = (reason: string) => {
    log.error({ mail: row.id, kind: row.kind, reason }, 'An e-mail was given up');
    tell?.('given_up');
    return end('failed', reason);
  };
  if (row.is_late) return void (await giveUp('Its time was over before it could be sent.'));
  try {
    const plain = vault.open({ kid: row.kid, sealed: row.sealed }, ownerOf(row.id));
    const { reader, ...mail } = content.parse(JSON.parse(plain));
    if (reader && !(await mayRead(database, reader)))
      return void (await end('failed', 'Its addressee may not see webhooks of the account any more.'));
    await send({ id: row.id, ...mail });
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, ERROR_CHARACTERS);
    const wait = isFinal(error) ? undefined : WAITS_SECONDS[row.attempts - 1];
    if (wait === undefined) return void (await giveUp(reason));
    log.warn({ mail: row.id, kind: row.kind, reason, attempts: row.attempts }, 'An e-mail was not sent yet');
    tell?.('put_off');
    return void (await database.query(PUT_BACK, [row.id, wait, reason]));
  }
  // Not above: where this fails the e-mail was sent all the same, and is not to be tried again before its lease has ended.
  tell?.('sent');
  await end('sent', null);
}

/** Days may have passed since it was queued. */
async function mayRead(sql: Sql, { accountId, personId }: Reader): Promise<boolean> {
  const { readers } = await readersOf(sql, accountId);
  return readers.some((each) => each.id === personId);
}

/** Whether the server refused the addressee or the message for good: 5xx (RFC 5321 §4.2.1) to RCPT TO or DATA. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error) || !('command' in error)) return false;
  const isPermanent = typeof error.responseCode === 'number' && error.responseCode >= 500;
  return isPermanent && (error.command === 'RCPT TO' || error.command === 'DATA');
}

/** Forgets that e-mails were sent, after 30 days. */
export async function forgetSentMails(ctx: Context): Promise<void> {
  await ctx.database.query(FORGET);
}
