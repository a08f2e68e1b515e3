import { audit, type Context, invalid } from '@tidings/kernel';
import { holdServiceKey } from './hold-key.ts';
import { endOf, forbidLonger, insertKey } from './insert-key.ts';
import { keyHolder } from './key-holder.ts';
import type { CreatedKey, CreateKeyInput } from './key-schema.ts';

/**
 * Makes a key of internal services, which has no account and may all that services may; recorded in the
 * installation's audit log. It has to be asked for by name: somebody who forgot to name an account wants none.
 * @throws {DomainError} `invalid` for everybody but a service key that names no account, or for an end that is past;
 * `forbidden` when the new key would outlast the one that makes it.
 */
export async function createServiceKey(ctx: Context, input: CreateKeyInput): Promise<CreatedKey> {
  if (keyHolder(ctx) !== null) {
    throw invalid(
      '/kind',
      'Only a service key that names no account can make a service key. Leave this out.',
    );
  }
  const expiresAt = endOf(ctx, input);
  return ctx.database.transaction(async (tx) => {
    forbidLonger(await holdServiceKey(ctx, tx), { expiresAt });
    const { name } = input;
    const made = await insertKey(ctx, tx, {
      kind: 'service',
      accountId: null,
      name,
      scopes: [],
      appId: null,
      expiresAt,
    });
    const { id, kind, hint, expires_at } = made;
    await audit(ctx, tx, {
      action: 'key.created',
      subject: { type: 'key', id, name },
      after: { kind, name, hint, expires_at },
    });
    return made;
  });
}
