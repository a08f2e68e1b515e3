import { type AuditOrigin, Hook, type Sql, type UnitOfWork } from '@tidings/kernel';

type OfApp = { accountId: string; appId: string };

/**
 * Announced in the transaction that uninstalls an app, after its keys were revoked, with who does so. What a listener answers is called
 * after the commit, before the uninstalling is confirmed, and never fails.
 */
export const appUninstalled = new Hook<[tx: UnitOfWork, app: OfApp, by: AuditOrigin], () => Promise<void>>();

/** Asked for how many webhooks each of some apps has made. */
export const webhooksOfAppsCounted = new Hook<
  [sql: Sql, asked: { accountId: string; appIds: string[] }],
  Map<string, number>
>();
