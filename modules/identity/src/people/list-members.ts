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
  sorted_name: string;
};

// A page by member_by_name, and only of its members who they are (primary key) and their sessions, by session_user_id_idx; the
// account of a session by member_user: the one chosen last while its membership lasts, else the oldest, as in authenticate.ts.
const LIST = statement<Row>(
  'identity.list-members',
  `SELECT u.id AS user_id, u.name, u.email, page.role, u.two_factor_enabled AS two_factor,
     page.created_at AS joined_at, seen.last_seen_at, page.sorted_name
   FROM (
     SELECT user_id, role, created_at, sorted_name
     FROM identity.member
     WHERE account_id = $1 AND (sorted_name, user_id) > ($2, $3)
     ORDER BY sorted_name, user_id
     LIMIT $4
   ) AS page
   CROSS JOIN LATERAL (
     SELECT id, name, email, two_factor_enabled
     FROM identity."user"
     WHERE id = page.user_id
     OFFSET 0 -- by primary key: without this a plan for any limit reads all people there are
   ) AS u
   LEFT JOIN LATERAL (
     SELECT max(session.updated_at) AS last_seen_at
     FROM identity.session
     WHERE session.user_id = page.user_id AND $1 = (
       SELECT own.account_id
       FROM identity.member AS own
       WHERE own.user_id = page.user_id
       ORDER BY (own.account_id = session.active_account_id) IS TRUE DESC, own.created_at, own.id
       LIMIT 1
     )
   ) AS seen ON true
   ORDER BY page.sorted_name, page.user_id`,
);

/** Before everybody: an id is never empty. */
const START = ['', ''];

/**
 * Everybody who may sign in to the account, by name. `last_seen_at` is of their sessions in this account, and null for who
 * has none at present: what they do elsewhere is nobody's business here.
 * @throws {DomainError} `invalid` for a forged cursor.
 */
export async function listMembers(ctx: Context, input: PageInput): Promise<Page<Member>> {
  const list = `members ${tenantOf(ctx)}`;
  const after = decodeCursor(list, input.cursor, 2) ?? START;
  const rows = await ctx.database.query(LIST, [tenantOf(ctx), ...after, input.limit + 1]);
  const show = ({ role, joined_at, last_seen_at, sorted_name: _sorted, ...row }: Row) => ({
    ...row,
    role: strongestRole(role),
    joined_at: joined_at.toISOString(),
    last_seen_at: last_seen_at?.toISOString() ?? null,
  });
  return pageFrom(rows, input.limit, { list, show, position: (row) => [row.sorted_name, row.user_id] });
}
