import { type Context, statement } from '@tidings/kernel';
import { strongestRole } from '../roles.ts';
import type { OwnAccount } from './people-schema.ts';
import { personOf } from './person.ts';

// By member_user_id_idx, then by primary key.
const LIST = statement<{ id: string; name: string; role: string }>(
  'identity.list-own-accounts',
  `SELECT account.id, account.name, member.role
   FROM identity.member
   JOIN identity.account ON account.id = member.account_id
   WHERE member.user_id = $1
   ORDER BY lower(account.name), account.id
   LIMIT 500`,
);

/** The accounts that the person belongs to, by name, and which of them they are in. */
export async function listOwnAccounts(ctx: Context): Promise<{ data: OwnAccount[] }> {
  const rows = await ctx.database.query(LIST, [personOf(ctx).id]);
  return {
    data: rows.map(({ id, name, role }) => ({
      id,
      name,
      role: strongestRole(role),
      current: id === ctx.accountId,
    })),
  };
}
