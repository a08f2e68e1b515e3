import {
  audit,
  type Context,
  creatorOf,
  DomainError,
  invalid,
  newId,
  type Sql,
  statement,
  tenantOf,
} from '@tidings/kernel';
import { actingApp } from './acting-app.ts';
import { holdAccount } from '../hold-account.ts';
import { holdKey } from './hold-key.ts';
import type { CreatedKey, CreateKeyInput } from './key-schema.ts';
import { hashOfKey, hintOfKey, newKey } from './key-text.ts';
import { type KeyRow, presentKey, SHOWN_COLUMNS } from './present-key.ts';

const INSERT = statement<KeyRow>(
  'identity.insert-key',
  `INSERT INTO identity.api_key
     (id, kind, account_id, name, hash, hint, scopes, app_id, created_by, created_at, expires_at)
   VALUES ($1, 'account', $2, $3, $4, $5, $6, $7, $8, $9, $10)
   RETURNING ${SHOWN_COLUMNS}`,
);

// Primary key. Whoever uninstalls the app waits, and revokes this key as well.
const HOLD_APP = statement<{ id: string }>(
  'identity.hold-app',
  `SELECT id
   FROM identity.app
   WHERE id = $1 AND account_id = $2
   FOR SHARE`,
);

/**
 * Makes a key of this account. The answer is the only place where it is shown: its SHA-256 is what is stored.
 * @throws {DomainError} `invalid` for an app that is not installed or an end that is past; `forbidden` when a key asks
 * for a key that may more, lasts longer or belongs to another app than itself.
 */
export async function createKey(ctx: Context, input: CreateKeyInput): Promise<CreatedKey> {
  const accountId = tenantOf(ctx);
  const now = ctx.clock.now();
  const expiresAt = input.expires_at ? new Date(input.expires_at) : null;
  if (expiresAt && expiresAt <= now) throw invalid('/expires_at', 'This is past. Give a time to come.');
  const appId = input.app_id ?? actingApp(ctx);
  const key = newKey('account');
  return ctx.database.transaction(async (tx) => {
    await holdAccount(tx, accountId);
    // Before the key that acts: who uninstalls its app takes them in this order.
    const isInstalled = appId === null || (await tx.query(HOLD_APP, [appId, accountId]))[0] !== undefined;
    await forbidMore(ctx, tx, { scopes: input.scopes, appId, expiresAt });
    if (!isInstalled) throw invalid('/app_id', 'This app is not installed in this account.');
    const id = newId('key');
    const [row] = await tx.query(INSERT, [
      id,
      accountId,
      input.name,
      hashOfKey(key),
      hintOfKey(key),
      input.scopes,
      appId,
      JSON.stringify(creatorOf(ctx)),
      now,
      expiresAt,
    ]);
    if (!row) throw new Error('INSERT … RETURNING gave no row.');
    const shown = presentKey(row);
    const { name, scopes, app_id, expires_at } = shown;
    await audit(ctx, tx, {
      action: 'key.created',
      subject: { type: 'key', id, name },
      after: { name, scopes, app_id, expires_at },
    });
    return { ...shown, key };
  });
}

/** A key passes on nothing that it has not itself. */
async function forbidMore(
  ctx: Context,
  tx: Sql,
  wanted: { scopes: CreateKeyInput['scopes']; appId: string | null; expiresAt: Date | null },
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
  const end = await holdKey(ctx, tx);
  if (end !== null && (wanted.expiresAt === null || wanted.expiresAt > end)) {
    throw new DomainError(
      'forbidden',
      `A key can make no key that outlasts it: give "expires_at", ${end.toISOString()} at the latest.`,
    );
  }
}
