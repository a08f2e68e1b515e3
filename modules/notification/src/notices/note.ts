import { type Config, newId, type Sql, statement } from '@tidings/kernel';
import type { News } from '../schema.ts';

/** News of a webhook. */
export type WebhookNews = News & { accountId: string; webhookId: string };

/** What an hour may bring of one subject; a webhook that goes to and fro is not told of each time. */
const MOST_AN_HOUR = 3;

// Only inserts: who records attempts waits for nobody here. Index notice_by_webhook for the limit. Batches of the same
// webhook come one after the other, since recording its attempts locks its activity; where they do not, as when
// interrupted deliveries are given up, one notice too many does no harm.
const INSERT = statement<never>(
  'notification.note',
  `INSERT INTO notification.notice (id, account_id, webhook_id, kind, subject, details, is_mail_waiting)
   SELECT news.id, news.account_id, news.webhook_id, news.kind, news.subject, news.details::jsonb, $7
   FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
     AS news (id, account_id, webhook_id, kind, subject, details)
   WHERE (
     SELECT count(*)
     FROM notification.notice AS earlier
     WHERE earlier.webhook_id = news.webhook_id AND earlier.subject = news.subject
       AND earlier.created_at > now() - CASE news.kind
         WHEN 'webhook.deliveries_exhausted' THEN interval '24 hours' ELSE interval '1 hour' END
   ) < CASE news.kind WHEN 'webhook.deliveries_exhausted' THEN 1 ELSE ${MOST_AN_HOUR} END`,
);

/**
 * Puts news before the people of an account, in the transaction that finds them: at most three of one subject in an
 * hour, and of deliveries that were given up one a day. E-mails follow by the queue; without `SMTP_URL` none will, also
 * not of what happened before there was one.
 */
export async function note(config: Pick<Config, 'SMTP_URL'>, tx: Sql, all: WebhookNews[]): Promise<void> {
  if (all.length === 0) return;
  await tx.query(INSERT, [
    all.map(() => newId('ntc')),
    all.map((each) => each.accountId),
    all.map((each) => each.webhookId),
    all.map((each) => each.kind),
    all.map(subjectOf),
    all.map((each) => JSON.stringify(each.details)),
    config.SMTP_URL !== undefined,
  ]);
}

function subjectOf(news: News): string {
  return news.kind === 'webhook.warning' ? `${news.kind}:${news.details.threshold}` : news.kind;
}
