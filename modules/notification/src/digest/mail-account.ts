import { findActivity } from '@tidings/endpoint';
import { type Context, type Sql, statement } from '@tidings/kernel';
import type { MailParts } from '../mail.ts';
import { noticesMail, type Told } from '../mails/notices.ts';
import { type NoticeRow, NOTICE_COLUMNS, showNotices } from '../notices/show-notices.ts';
import { choicesOf, type Mailed, mailedInAccount, mailedOver } from '../preferences/choices.ts';
import { queueMail } from '../queue-mail.ts';
import type { Notice, NoticeKind } from '../schema.ts';
import { failuresAsked } from './failures-hook.ts';
import { readersOf } from './readers-of.ts';
import { worthMailing } from './worth-mailing.ts';

// Index notice_mail_waiting.
const TAKE = statement<NoticeRow & { is_news: boolean }>(
  'notification.take-waiting',
  `UPDATE notification.notice AS n
   SET is_mail_waiting = false
   WHERE n.account_id = $1 AND n.is_mail_waiting
   RETURNING ${NOTICE_COLUMNS}, false AS is_read, n.created_at > now() - interval '2 days' AS is_news`,
);

// Index notice_by_webhook, from the newest on.
const LAST_TOLD = statement<{ webhook_id: string; kind: NoticeKind; is_recent: boolean }>(
  'notification.last-told',
  `SELECT asked.webhook_id, told.kind, told.mailed_at > now() - interval '6 hours' AS is_recent
   FROM unnest($1::text[]) AS asked (webhook_id)
   CROSS JOIN LATERAL (
     SELECT n.kind, n.mailed_at
     FROM notification.notice AS n
     WHERE n.webhook_id = asked.webhook_id AND n.account_id = $2 AND n.mailed_at IS NOT NULL
       AND n.kind <> 'webhook.deliveries_exhausted'
     ORDER BY n.created_at DESC, n.id DESC
     LIMIT 1
   ) AS told`,
);

// Primary keys.
const MAILED = statement<never>(
  'notification.mark-mailed',
  'UPDATE notification.notice SET mailed_at = now() WHERE id = ANY ($1::text[])',
);
const CLOSE_DIGEST = statement<never>(
  'notification.close-digest',
  'UPDATE notification.digest SET mailed_at = clock_timestamp() WHERE account_id = $1',
);

/**
 * Queues one mail for each member who may see webhooks and wants to hear of something that waits, in the transaction
 * that takes it off the waiting notices: none is lost, and none is told twice.
 */
export async function mailAccount(
  parts: MailParts & Pick<Context, 'config'>,
  tx: Sql,
  accountId: string,
): Promise<void> {
  // Where there was no mail server for a while, what waited may be no news any more.
  const rows = (await tx.query(TAKE, [accountId])).filter((row) => row.is_news);
  if (rows.length === 0) return;
  const told = await chooseNews(tx, accountId, rows);
  if (told.length === 0) return;
  const { accountName, readers } = await readersOf(tx, accountId);
  const inAccount = await mailedInAccount(tx, accountId);
  const choices = await choicesOf(
    tx,
    accountId,
    readers.map((person) => person.id),
  );
  const mailed = new Set<string>();
  for (const person of readers) {
    const wanted = mailedOver(choices.get(person.id) ?? {}, inAccount);
    const news = told.filter(
      ({ notice, lastTold }) => wanted[notice.kind] && heardBefore(notice, lastTold, wanted),
    );
    if (news.length === 0) continue;
    for (const { notice } of news) mailed.add(notice.id);
    await queueMail(parts, tx, noticesMail(parts.config, { person, accountId, accountName, news }));
  }
  if (mailed.size === 0) return;
  await tx.query(MAILED, [[...mailed]]);
  await tx.query(CLOSE_DIGEST, [accountId]);
}

/** With what was mailed before of the health of its webhook. */
type Chosen = Told & { lastTold: NoticeKind | null };

/** What of the rows is worth a mail, the gravest first, with the latest failures of its webhooks. */
async function chooseNews(tx: Sql, accountId: string, rows: NoticeRow[]): Promise<Chosen[]> {
  const notices = (await showNotices(tx, rows)).filter((each) => each.webhook !== null);
  const ids = [...new Set(rows.map((row) => row.webhook_id))];
  const activity = await findActivity(tx, ids);
  const before = new Map((await tx.query(LAST_TOLD, [ids, accountId])).map((row) => [row.webhook_id, row]));
  const ofWebhook = Map.groupBy(
    notices.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    (each) => each.webhook?.id ?? '',
  );
  const chosen = new Set(
    [...ofWebhook].flatMap(([webhookId, waiting]) => {
      const last = before.get(webhookId);
      const standing = {
        isFailing: activity.get(webhookId)?.is_failing ?? false,
        told: last ? { kind: last.kind, isRecent: last.is_recent } : null,
      };
      return worthMailing(waiting, standing).map((each) => each.id);
    }),
  );
  const [failures] = await failuresAsked.announce(tx, ids);
  return notices
    .filter((each) => chosen.has(each.id))
    .map((notice) => {
      const webhookId = notice.webhook?.id ?? '';
      return {
        notice,
        failures: failures?.get(webhookId) ?? [],
        lastTold: before.get(webhookId)?.kind ?? null,
      };
    });
}

/**
 * The end of a trouble is news to who wants to hear of its begin. It begins with `webhook.degraded`, and what was told of
 * it last may be a warning.
 */
function heardBefore({ kind }: Notice, lastTold: NoticeKind | null, wanted: Mailed): boolean {
  return (
    kind !== 'webhook.recovered' || wanted['webhook.degraded'] || (lastTold !== null && wanted[lastTold])
  );
}
