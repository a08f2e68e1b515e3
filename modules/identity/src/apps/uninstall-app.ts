import { audit, type Context, notFound, statement, tenantOf } from '@tidings/kernel';
import { actingApp } from '../keys/acting-app.ts';
import { announceOutdated, forgetOutdated } from '../revocations.ts';
import { appUninstalled } from './hooks.ts';

// Primary key. First of all: who makes a key for the app waits here, and finds no app then.
const DELETE = statement<{ name: string }>(
  'identity.delete-app',
  `DELETE FROM identity.app
   WHERE id = $1 AND account_id = $2 AND ($3::text IS NULL OR id = $3)
   RETURNING name`,
);

// Index api_key_by_app. Waits for what the keys are making at this moment, see hold-key.ts.
const REVOKE = statement<{ id: string; name: string; hash: Buffer }>(
  'identity.revoke-keys-of-app',
  `UPDATE identity.api_key
   SET revoked_at = now()
   WHERE app_id = $1 AND account_id = $2 AND revoked_at IS NULL
   RETURNING id, name, hash`,
);

/**
 * Uninstalls an app in one transaction: its keys are revoked, and the webhooks that it made are deleted, so that
 * nothing is orphaned. What waits to be delivered to them is never sent.
 * @throws {DomainError} `not_found`, also for another account's, and for a key of an app for others than it.
 */
export async function uninstallApp(ctx: Context, input: { id: string }): Promise<void> {
  const accountId = tenantOf(ctx);
  const { keys, committed } = await ctx.database.unitOfWork(async (tx) => {
    const [app] = await tx.query(DELETE, [input.id, accountId, actingApp(ctx)]);
    if (!app) throw notFound('This app');
    const revoked = await tx.query(REVOKE, [input.id, accountId]);
    const hashes = revoked.map(({ hash }) => hash);
    const listeners = await appUninstalled.announce(tx, { accountId, appId: input.id }, ctx);
    await announceOutdated(tx, { keys: hashes });
    for (const { id, name } of revoked) {
      const subject = { type: 'key', id, name };
      await audit(ctx, tx, {
        action: 'key.revoked',
        subject,
        after: { by: 'app.uninstalled', app_id: input.id, app_name: app.name },
      });
    }
    await audit(ctx, tx, {
      action: 'app.uninstalled',
      subject: { type: 'app', id: input.id, name: app.name },
      before: { name: app.name, revoked: revoked.length },
    });
    return { keys: hashes, committed: listeners };
  });
  forgetOutdated(ctx.database, { keys });
  for (const each of committed) await each();
}
