import { type Context, decodeCursor, pageFrom, statement, tenantOf } from '@tidings/kernel';
import type { Page, PageInput } from '@tidings/kernel/schema';
import { strongestRole } from '../roles.ts';
import type { Member } from './people-schema.ts';

type Row = {
  user_id: string;
  name: string;
  email: string;
  role: string;
  two_factor: boolean;
  joined_at: Date;
  last_seen_at: Date | null;
  /** What they stand by in the list. */
  sorted: string;
};

// Members by member_account_id_idx, their sessions by session_user_id_idx, the account of a session by member_user: the
// one chosen last while its membership lasts, else the oldest, as in authenticate.ts.
const LIST = statement<Row>(
  'identity.list-members',
  `SELECT u.id AS user_id, u.name, u.email, member.role, u.two_factor_enabled AS two_factor,
     member.created_at AS joined_at, seen.last_seen_at, lower(u.name) AS sorted
   FROM identity.member
   JOIN identity."user" AS u ON u.id = member.user_id
   LEFT JOIN LATERAL (
     SELECT max(session.updated_at) AS last_seen_at
     FROM identity.session
     WHERE session.user_id = u.id AND member.account_id = (
       SELECT own.account_id
       FROM identity.member AS own
       WHERE own.user_id = u.id
       ORDER BY (own.account_id = session.active_account_id) IS TRUE DESC, own.created_at, own.id
       LIMIT 1
     )
   ) AS seen ON true
   WHERE member.account_id = $1 AND ($2::text IS NULL OR (lower(u.name), u.id) > ($2, $3))
   ORDER BY lower(u.name), u.id
   LIMIT $4`,
);

/**
 * Everybody who may sign in to the account, by name. `last_seen_at` is of their sessions in this account, and null for who
 * has none at present: what they do elsewhere is nobody's business here.
 * @throws {DomainError} `invalid` for a forged cursor.
 */
export async function listMembers(ctx: Context, input: PageInput): Promise<Page<Member>> {
  const list = `members ${tenantOf(ctx)}`;
  const [name = null, id = null] = decodeCursor(list, input.cursor, 2) ?? [];
  const rows = await ctx.database.query(LIST, [tenantOf(ctx), name, id, input.limit + 1]);
  const show = ({ role, joined_at, last_seen_at, sorted: _sorted, ...row }: Row) => ({
    ...row,
    role: strongestRole(role),
    joined_at: joined_at.toISOString(),
    last_seen_at: last_seen_at?.toISOString() ?? null,
  });
  return pageFrom(rows, input.limit, { list, show, position: (row) => [row.sorted, row.user_id] });
}
