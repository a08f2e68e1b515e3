import { LockMode } from '@mikro-orm/core';
import { audit, type AuditOrigin, type Sql, statement, type UnitOfWork } from '@tidings/kernel';
import { auditedState } from './audited-state.ts';
import { endWebhook } from './end-webhook.ts';
import { Endpoint } from './endpoint.entity.ts';

// Index endpoint_by_creator.
const OF_APP = statement<{ id: string }>(
  'endpoint.of-app',
  `SELECT id
   FROM endpoint.endpoint
   WHERE account_id = $1 AND created_by->>'type' = 'app' AND created_by->>'id' = $2`,
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
 * its entry in the audit log, with all that it was.
 * @returns what is to be called after the commit; it never fails.
 */
export async function deleteWebhooksOfApp(
  tx: UnitOfWork,
  { accountId, appId }: { accountId: string; appId: string },
  by: AuditOrigin,
): Promise<() => Promise<void>> {
  const ids = (await tx.query(OF_APP, [accountId, appId])).map(({ id }) => id);
  const endpoints = await tx.em.find(
    Endpoint,
    { id: { $in: ids } },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
  );
  for (const endpoint of endpoints) tx.em.remove(endpoint);
  const committed = await endAll(tx, endpoints);
  for (const endpoint of endpoints) {
    const { id, name } = endpoint;
    await audit(by, tx, {
      action: 'webhook.deleted',
      subject: { type: 'webhook', id, name },
      before: auditedState(endpoint),
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
