import { type Sql, statement } from '@tidings/kernel';
import type { Role } from '@tidings/kernel/schema';
import { strongestRole } from '../roles.ts';

type Row = { id: string; name: string; email: string; role: string; account_name: string };

/** Who is to be told something, and as what. */
export type Addressee = { id: string; name: string; email: string; role: Role };

// By member_by_name and primary keys.
const READ = statement<Row>(
  'identity.people-of',
  `SELECT u.id, u.name, u.email, member.role, account.name AS account_name
   FROM identity.member
   JOIN identity."user" AS u ON u.id = member.user_id
   JOIN identity.account ON account.id = member.account_id
   WHERE member.account_id = $1
   ORDER BY u.id`,
);

/** Everybody who may sign in to an account, and how it is named; the caller has the account from its own rows. */
export async function peopleOf(
  sql: Sql,
  accountId: string,
): Promise<{ accountName: string; people: Addressee[] }> {
  const rows = await sql.query(READ, [accountId]);
  return {
    accountName: rows[0]?.account_name ?? '',
    people: rows.map(({ id, name, email, role }) => ({ id, name, email, role: strongestRole(role) })),
  };
}
