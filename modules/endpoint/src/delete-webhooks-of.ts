import { audit, type AuditOrigin, type Sql, statement } from '@tidings/kernel';
import { endWebhook } from './end-webhook.ts';

// Index endpoint_by_creator.
const DELETE_OF_APP = statement<{ id: string; name: string; url: string }>(
  'endpoint.delete-of-app',
  `DELETE FROM endpoint.endpoint
   WHERE account_id = $1 AND created_by->>'type' = 'app' AND created_by->>'id' = $2
   RETURNING id, name, url`,
);

// Index endpoint_by_account.
const DELETE_OF_ACCOUNT = statement<{ id: string }>(
  'endpoint.delete-of-account',
  'DELETE FROM endpoint.endpoint WHERE account_id = $1 RETURNING id',
);

// Index endpoint_by_creator.
const COUNT_OF_APPS = statement<{ app_id: string; webhooks: number }>(
  'endpoint.count-of-apps',
  `SELECT created_by->>'id' AS app_id, count(*) AS webhooks
   FROM endpoint.endpoint
   WHERE account_id = $1 AND created_by->>'type' = 'app' AND created_by->>'id' = ANY ($2::text[])
   GROUP BY 1`,
);

/**
 * Deletes the webhooks that an app made, in the transaction that uninstalls it, as `deleteWebhook` does one: each has
 * its entry in the audit log.
 * @returns what is to be called after the commit; it never fails.
 */
export async function deleteWebhooksOfApp(
  tx: Sql,
  { accountId, appId }: { accountId: string; appId: string },
  by: AuditOrigin,
): Promise<() => Promise<void>> {
  const webhooks = await tx.query(DELETE_OF_APP, [accountId, appId]);
  const committed = await endAll(tx, webhooks);
  for (const { id, name, url } of webhooks) {
    await audit(by, tx, {
      action: 'webhook.deleted',
      subject: { type: 'webhook', id, name },
      before: { name, url },
    });
  }
  return committed;
}

/** The same for all webhooks of an account that is being deleted. */
export async function deleteWebhooksOfAccount(tx: Sql, accountId: string): Promise<() => Promise<void>> {
  return endAll(tx, await tx.query(DELETE_OF_ACCOUNT, [accountId]));
}

/** How many webhooks each of these apps made; those that made none are missing. */
export async function countWebhooksOfApps(
  sql: Sql,
  { accountId, appIds }: { accountId: string; appIds: string[] },
): Promise<Map<string, number>> {
  if (appIds.length === 0) return new Map();
  const rows = await sql.query(COUNT_OF_APPS, [accountId, appIds]);
  return new Map(rows.map((row) => [row.app_id, row.webhooks]));
}

/** In the order of their ids: two that end the same webhooks at once must not wait for each other. */
async function endAll(tx: Sql, rows: { id: string }[]): Promise<() => Promise<void>> {
  const committed: (() => Promise<void>)[] = [];
  for (const id of rows.map((row) => row.id).toSorted()) committed.push(await endWebhook(tx, id));
  return async () => {
    for (const each of committed) await each();
  };
}
