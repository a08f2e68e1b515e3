import { type Context, newId, type Sql, statement, tellNews, whenSettled } from '@tidings/kernel';
import type { News } from '../schema.ts';

/** News of a webhook. */
export type WebhookNews = News & { accountId: string; webhookId: string };

export type NoteParts = Pick<Context, 'config' | 'database'>;

/** Of one subject an hour keeps its first ones and the latest, of a webhook that goes to and fro. */
const FIRST_OF_HOUR = 2;

// Who records attempts waits for nobody here: what another holds stays. The latest news is stored always, or a webhook
// would be failing without a notice; so it takes the place of those before it, and the first ones stay,
// since an e-mail goes by how long its oldest notice has waited. What was mailed stays as well: the next e-mail goes by
// it. Index notice_by_webhook for the earlier ones. Batches of the same webhook come one after the other, since
// recording its attempts locks its activity; where they do not, as when interrupted deliveries are given up, one notice
// too many does no harm.
const INSERT = statement<{ account_id: string }>(
  'notification.note',
  `WITH news AS (
     SELECT *
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
       AS news (id, account_id, webhook_id, kind, subject, details)
   ), replaced AS (
     DELETE FROM notification.notice
     WHERE id IN (
       SELECT id
       FROM notification.notice
       WHERE mailed_at IS NULL AND id = ANY (ARRAY(
         SELECT earlier.id
         FROM news
         CROSS JOIN LATERAL (
           SELECT n.id
           FROM notification.notice AS n
           WHERE n.webhook_id = news.webhook_id AND n.account_id = news.account_id AND n.subject = news.subject
             AND n.created_at > now() - interval '1 hour'
           ORDER BY n.created_at, n.id
           OFFSET ${FIRST_OF_HOUR}
         ) AS earlier
         WHERE news.kind <> 'webhook.deliveries_exhausted'
       ))
       FOR UPDATE SKIP LOCKED
     )
   )
   INSERT INTO notification.notice (id, account_id, webhook_id, kind, subject, details, is_mail_waiting)
   SELECT news.id, news.account_id, news.webhook_id, news.kind, news.subject, news.details::jsonb, $7
   FROM news
   WHERE news.kind <> 'webhook.deliveries_exhausted' OR NOT EXISTS (
     SELECT
     FROM notification.notice AS earlier
     WHERE earlier.webhook_id = news.webhook_id AND earlier.account_id = news.account_id AND earlier.subject = news.subject
       AND earlier.created_at > now() - interval '24 hours'
   )
   RETURNING account_id`,
);

/**
 * Puts news before the people of accounts, in the transaction that finds them. Of one subject the first two of an
 * hour and the latest are kept, and of deliveries that were given up the first of a day. Whoever looks at the account
 * hears of it after the commit; e-mails follow by the queue. Without `SMTP_URL` none will, also not of what happened
 * before there was one.
 */
export async function note({ config, database }: NoteParts, tx: Sql, all: WebhookNews[]): Promise<void> {
  if (all.length === 0) return;
  const noted = await tx.query(INSERT, [
    all.map(() => newId('ntc')),
    all.map((each) => each.accountId),
    all.map((each) => each.webhookId),
    all.map((each) => each.kind),
    all.map(subjectOf),
    all.map((each) => JSON.stringify(each.details)),
    config.SMTP_URL !== undefined,
  ]);
  if (noted.length === 0) return;
  whenSettled(tx, {
    committed: () => {
      for (const accountId of new Set(noted.map((row) => row.account_id)))
        tellNews(database, accountId, { notices: true });
    },
    rolledBack: () => undefined,
  });
}

function subjectOf(news: News): string {
  return news.kind === 'webhook.warning' ? `${news.kind}:${news.details.threshold}` : news.kind;
}
