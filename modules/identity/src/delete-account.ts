import { audit, type Context, DomainError, statement } from '@tidings/kernel';
import { accountDeleted } from './account-deleted.ts';
import { announceOutdated, forgetOutdated } from './revocations.ts';

// Primary key. First: waits for what is being made in the account at this moment, see hold-account.ts; whoever comes
// later finds no account.
const LOCK = statement<{ id: string }>(
  'identity.lock-account',
  'SELECT id FROM identity.account WHERE id = $1 FOR UPDATE',
);

// Index api_key_by_account.
const DELETE_KEYS = statement<{ hash: Buffer }>(
  'identity.delete-keys-of-account',
  'DELETE FROM identity.api_key WHERE account_id = $1 RETURNING hash',
);

// Primary key. Members, invitations, apps and portal sessions go with it by their foreign keys.
const DELETE = statement<{ name: string }>(
  'identity.delete-account',
  'DELETE FROM identity.account WHERE id = $1 RETURNING name',
);

/**
 * Deletes an account for good, in one transaction: its keys, apps, memberships, portal sessions and webhooks with their
 * secrets. What waits to be delivered is never sent. From then on nobody can read its events, deliveries and attempts;
 * they go with their partitions after RETENTION_DAYS. What the audit log says of it stays. Events that are published at
 * this moment do not wait for it, and what they leave beside themselves, such as values of facets, goes as soon.
 * @throws {DomainError} `not_found`.
 */
export async function deleteAccount(ctx: Context, input: { id: string }): Promise<void> {
  const { id } = input;
  const { keys, committed } = await ctx.database.unitOfWork(async (tx) => {
    await tx.query(LOCK, [id]);
    const deleted = (await tx.query(DELETE_KEYS, [id])).map(({ hash }) => hash);
    const [account] = await tx.query(DELETE, [id]);
    if (!account) throw new DomainError('not_found', 'This account does not exist.');
    const listeners = await accountDeleted.announce(tx, id);
    await announceOutdated(tx, { keys: deleted, accounts: [id] });
    await audit(ctx, tx, {
      action: 'account.deleted',
      subject: { type: 'account', id, name: account.name },
      before: { name: account.name },
      accountId: id,
    });
    return { keys: deleted, committed: listeners };
  });
  forgetOutdated(ctx.database, { keys, accounts: [id] });
  for (const each of committed) await each();
}
