import { type Clock, type Database, DomainError, perDatabase, statement } from '@tidings/kernel';
import { typeId } from '@tidings/kernel/schema';
import { Remembered } from './remembered.ts';

const ACCOUNT_LIFETIME_MS = 2_000;

const accountId = typeId('acct');

// Served by the primary key.
const FIND = statement<{ id: string }>(
  'identity.find-account',
  `SELECT id
   FROM identity.account
   WHERE id = $1`,
);

const rememberedAccounts = perDatabase(
  (database) => new Remembered(ACCOUNT_LIFETIME_MS, async (id) => (await database.query(FIND, [id]))[0]?.id),
);

/**
 * The account that a `Tidings-Account` header names.
 * @throws {DomainError} `malformed` when it is not an account's id, `not_found` when there is no such account.
 */
export async function acceptNamedAccount(database: Database, clock: Clock, header: string): Promise<string> {
  if (!accountId.safeParse(header).success) {
    const message = 'The header Tidings-Account must be an account id such as acct_01k….';
    throw new DomainError('malformed', message, [{ path: 'Tidings-Account', message }]);
  }
  const found = await rememberedAccounts(database).find(header, clock);
  if (found === undefined) {
    throw new DomainError('not_found', 'The account that the header Tidings-Account names does not exist.');
  }
  return found;
}
