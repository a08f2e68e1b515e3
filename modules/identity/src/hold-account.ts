import { DomainError, type Sql, statement } from '@tidings/kernel';

// Primary key. The weakest lock: only who deletes the account waits for it.
const HOLD = statement<{ id: string }>(
  'identity.hold-account',
  `SELECT id
   FROM identity.account
   WHERE id = $1
   FOR KEY SHARE`,
);

/**
 * Makes sure that the account is there until the transaction ends: who deletes it waits, and finds what was made
 * meanwhile. To be called before any other row is locked: whoever locks several takes the account first, then the
 * app, then the key.
 * @throws {DomainError} `not_found` when it was deleted a moment ago.
 */
export async function holdAccount(tx: Sql, accountId: string): Promise<void> {
  const [held] = await tx.query(HOLD, [accountId]);
  if (!held) throw new DomainError('not_found', 'This account does not exist.');
}
