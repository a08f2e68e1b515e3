import { audit, type Context, DomainError, invalid, type Sql, statement, tenantOf } from '@tidings/kernel';
import type { Scope } from '@tidings/kernel/schema';
import { holdAccount } from '../hold-account.ts';
import { actingApp } from './acting-app.ts';
import { createServiceKey } from './create-service-key.ts';
import { holdKey } from './hold-key.ts';
import { endOf, forbidLonger, insertKey } from './insert-key.ts';
import type { CreatedKey, CreateKeyInput } from './key-schema.ts';

// Primary key. Whoever uninstalls the app waits, and revokes this key as well.
const HOLD_APP = statement<{ id: string }>(
  'identity.hold-app',
  `SELECT id
   FROM identity.app
   WHERE id = $1 AND account_id = $2
   FOR SHARE`,
);

/**
 * Makes a key of this account, or, for a service key that names none, a service key. The answer is the only place where it
 * is shown: its SHA-256 is what is stored.
 * @throws {DomainError} `invalid` for an app that is not installed or an end that is past; `forbidden` when a key asks
 * for a key that may more, lasts longer or belongs to another app than itself; `malformed` when a service names no
 * account and does not ask for a service key.
 */
export async function createKey(ctx: Context, input: CreateKeyInput): Promise<CreatedKey> {
  if (input.kind === 'service') return createServiceKey(ctx, input);
  const accountId = tenantOf(ctx);
  const expiresAt = endOf(ctx, input);
  const appId = input.app_id ?? actingApp(ctx);
  const { name, scopes = [] } = input;
  return ctx.database.transaction(async (tx) => {
    await holdAccount(tx, accountId);
    // Before the key that acts: who uninstalls its app takes them in this order.
    const isInstalled = appId === null || (await tx.query(HOLD_APP, [appId, accountId]))[0] !== undefined;
    await forbidMore(ctx, tx, { scopes, appId, expiresAt });
    if (!isInstalled) throw invalid('/app_id', 'This app is not installed in this account.');
    const made = await insertKey(ctx, tx, { kind: 'account', accountId, name, scopes, appId, expiresAt });
    const { id, app_id, expires_at } = made;
    await audit(ctx, tx, {
      action: 'key.created',
      subject: { type: 'key', id, name },
      after: { name, scopes, app_id, expires_at },
    });
    return made;
  });
}

/** A key passes on nothing that it has not itself. */
async function forbidMore(
  ctx: Context,
  tx: Sql,
  wanted: { scopes: readonly Scope[]; appId: string | null; expiresAt: Date | null },
): Promise<void> {
  const { actor } = ctx;
  if (actor.type !== 'app') return;
  const lacking = wanted.scopes.filter((scope) => !actor.scopes.includes(scope));
  if (lacking.length > 0) {
    throw new DomainError(
      'forbidden',
      `A key can give only scopes that it has; it lacks ${lacking.join(', ')}.`,
    );
  }
  const own = actingApp(ctx);
  if (own !== null && wanted.appId !== own) {
    throw new DomainError('forbidden', 'The key of an app can make keys of this app only.');
  }
  forbidLonger(await holdKey(ctx, tx), wanted);
}
