import { type Sql, statement } from '@tidings/kernel';

/** What a person recognises a webhook by. */
export type WebhookDescription = { id: string; name: string; url: string };

// Primary key of endpoint.endpoint.
const DESCRIBE = statement<WebhookDescription>(
  'endpoint.describe',
  `SELECT id, name, url
   FROM endpoint.endpoint
   WHERE id = ANY ($1::text[])`,
);

/** Names and addresses of webhooks by id; deleted ones are missing. Of any account: the caller has the ids from its rows. */
export async function describeWebhooks(sql: Sql, ids: string[]): Promise<Map<string, WebhookDescription>> {
  const rows = await sql.query(DESCRIBE, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}
