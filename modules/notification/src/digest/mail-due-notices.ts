import { type Context, durationMs, type Sql, statement } from '@tidings/kernel';
import type { Vault } from '../mail.ts';
import { mailAccount } from './mail-account.ts';

/** So soon a disabled webhook is told, with what else waits: others that were disabled in the same moment come along. */
const URGENT_GATHER_MS = 5_000;
/** Accounts that are looked at in one round. */
const ACCOUNTS_LIMIT = 50;

// $1 seconds that news waits for company, $2 the same for what is urgent, $3 seconds between mails, $4 an account or
// null. Index notice_mail_waiting, then the primary key of notification.digest. What is urgent waits after a mail only
// as long as other news waits for company.
const DUE = statement<{ account_id: string }>(
  'notification.due-accounts',
  `SELECT n.account_id
   FROM notification.notice AS n
   LEFT JOIN notification.digest ON digest.account_id = n.account_id
   WHERE n.is_mail_waiting AND ($4::text IS NULL OR n.account_id = $4)
   GROUP BY n.account_id
   HAVING min(
     CASE WHEN n.kind = 'webhook.disabled'
       THEN greatest(n.created_at + make_interval(secs => $2), digest.mailed_at + make_interval(secs => $1))
       ELSE greatest(n.created_at + make_interval(secs => $1), digest.mailed_at + make_interval(secs => $3)) END
   ) <= clock_timestamp()
   ORDER BY min(n.created_at)
   LIMIT ${ACCOUNTS_LIMIT}`,
);

// Primary key. Another process that mails the account at this moment is passed by; only where both are the first to do so
// ever, the second waits here for the row of the first.
const OPEN_DIGEST = statement<never>(
  'notification.open-digest',
  `INSERT INTO notification.digest (account_id, mailed_at)
   VALUES ($1, '-infinity')
   ON CONFLICT DO NOTHING`,
);
const LOCK_DIGEST = statement<{ account_id: string }>(
  'notification.lock-digest',
  'SELECT account_id FROM notification.digest WHERE account_id = $1 FOR UPDATE SKIP LOCKED',
);

type Parts = Pick<Context, 'config' | 'database' | 'log'> & { vault: Vault };

/**
 * Puts into the queue of e-mails what people are to be told of webhooks, one mail a person and account at a time. News
 * waits `MAIL_GATHER` for company, and after a mail `MAIL_GAP`; a webhook that was disabled is told within seconds, and
 * after a mail within `MAIL_GATHER`. Any number of processes may do so beside each other.
 */
export async function mailDueNotices(parts: Parts): Promise<void> {
  const { config, database, log } = parts;
  const gather = durationMs(config.MAIL_GATHER) / 1_000;
  const urgent = Math.min(gather, URGENT_GATHER_MS / 1_000);
  const times = [gather, urgent, durationMs(config.MAIL_GAP) / 1_000];
  const due = (sql: Sql, accountId: string | null) => sql.query(DUE, [...times, accountId]);
  for (const { account_id: accountId } of await due(database, null)) {
    try {
      await database.transaction(async (tx) => {
        await tx.query(OPEN_DIGEST, [accountId]);
        if ((await tx.query(LOCK_DIGEST, [accountId])).length === 0) return;
        // It may have been mailed since it was found.
        if ((await due(tx, accountId)).length > 0) await mailAccount(parts, tx, accountId);
      });
    } catch (error) {
      log.error({ err: error, account: accountId }, 'Notifications of an account could not be mailed yet');
    }
  }
}
