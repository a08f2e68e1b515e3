import { type Clock, type Database, DomainError, perDatabase, type Quota, statement } from '@tidings/kernel';
import { quotaOf } from './quota.ts';
import { typeId } from '@tidings/kernel/schema';
import { Remembered } from './remembered.ts';

const ACCOUNT_LIFETIME_MS = 2_000;

const accountId = typeId('acct');

// Served by the primary key.
const FIND = statement<{ id: string; deliveries_per_minute: number | null; webhooks_max: number | null }>(
  'identity.find-account',
  `SELECT id, deliveries_per_minute, webhooks_max
   FROM identity.account
   WHERE id = $1`,
);

/** The account that is acted in. */
export type Tenant = { id: string; quota: Quota | undefined };

export const rememberedAccounts = perDatabase(
  (database) =>
    new Remembered<Tenant>(ACCOUNT_LIFETIME_MS, async (id) => {
      const [row] = await database.query(FIND, [id]);
      return row && { id: row.id, quota: quotaOf(row) };
    }),
);

/**
 * The account that a `Tidings-Account` header names.
 * @param own of an account key, which can name no other.
 * @throws {DomainError} `malformed` when it is not an account's id, `not_found` when there is no such account, or
 * it is not the key's own.
 */
export async function acceptNamedAccount(
  { database, clock }: { database: Database; clock: Clock },
  header: string,
  own: string = header,
): Promise<Tenant> {
  if (!accountId.safeParse(header).success) {
    const message = 'The header Tidings-Account must be an account id such as acct_01k….';
    throw new DomainError('malformed', message, [{ path: 'Tidings-Account', message }]);
  }
  const found = header === own ? await rememberedAccounts(database).find(header, clock) : undefined;
  if (found === undefined) {
    throw new DomainError('not_found', 'The account that the header Tidings-Account names does not exist.');
  }
  return found;
}
