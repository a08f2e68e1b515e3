import type { MemberRemoved } from '@tidings/identity';
import { type Context, type Sql, statement } from '@tidings/kernel';

const KEPT_DAYS = 90;

// Index notice_by_age.
const FORGET_OLD = statement<never>(
  'notification.forget-old',
  `DELETE FROM notification.notice WHERE created_at < now() - make_interval(days => ${KEPT_DAYS})`,
);

// A row for each account that was ever mailed; one that is missing is made again.
const FORGET_DIGESTS = statement<never>(
  'notification.forget-digests',
  `DELETE FROM notification.digest WHERE mailed_at < now() - make_interval(days => ${KEPT_DAYS})`,
);

// Index notice_by_webhook.
const FORGET_OF_WEBHOOK = statement<never>(
  'notification.forget-of-webhook',
  'DELETE FROM notification.notice WHERE webhook_id = $1',
);

// Index notice_by_account, and primary keys that begin with the account.
const FORGET_OF_ACCOUNT = [
  statement<never>('notification.forget-of-account', 'DELETE FROM notification.notice WHERE account_id = $1'),
  statement<never>(
    'notification.forget-account-preference',
    'DELETE FROM notification.account_preference WHERE account_id = $1',
  ),
  statement<never>(
    'notification.forget-person-preferences',
    'DELETE FROM notification.person_preference WHERE account_id = $1',
  ),
  statement<never>('notification.forget-digest', 'DELETE FROM notification.digest WHERE account_id = $1'),
];

// Index notice_by_account, then the primary key of notification.reading; and a primary key.
const FORGET_OF_MEMBER = [
  statement<never>(
    'notification.forget-readings-of-member',
    `DELETE FROM notification.reading
     USING notification.notice AS n
     WHERE n.account_id = $1 AND reading.notice_id = n.id AND reading.person_id = $2`,
  ),
  statement<never>(
    'notification.forget-preference-of-member',
    'DELETE FROM notification.person_preference WHERE account_id = $1 AND person_id = $2',
  ),
];

/** Forgets what is older than 90 days, read or not. */
export async function forgetNotices({ database }: Pick<Context, 'database'>): Promise<void> {
  await database.query(FORGET_OLD);
  await database.query(FORGET_DIGESTS);
}

/** Forgets what was told of a webhook, in the transaction that deletes it: its page is gone. */
export async function forgetNoticesOfWebhook(tx: Sql, webhookId: string): Promise<void> {
  await tx.query(FORGET_OF_WEBHOOK, [webhookId]);
}

/** Forgets all that is kept of an account, in the transaction that deletes it. */
export async function forgetNoticesOfAccount(tx: Sql, accountId: string): Promise<void> {
  for (const each of FORGET_OF_ACCOUNT) await tx.query(each, [accountId]);
}

/** Forgets what somebody has read and chosen in an account, in the transaction that takes them out of it. */
export async function forgetMember(tx: Sql, { accountId, userId }: MemberRemoved): Promise<void> {
  for (const each of FORGET_OF_MEMBER) await tx.query(each, [accountId, userId]);
}
