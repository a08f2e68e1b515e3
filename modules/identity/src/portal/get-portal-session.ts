import { type Context, DomainError, statement } from '@tidings/kernel';
import type { Creator, Role } from '@tidings/kernel/schema';
import { IS_IN_USE, IS_UNUSED, requireNamed } from './portal-session.ts';
import type { ShownPortalSession } from './portal-schema.ts';

type Row = {
  id: string;
  status: ShownPortalSession['status'];
  role: Role;
  return_url: string | null;
  created_at: Date;
  created_by: Creator;
  expires_at: Date;
  entered_at: Date | null;
  visit_expires_at: Date | null;
};

// Primary key.
const GET = statement<Row>(
  'identity.get-portal-session',
  `SELECT id, role, return_url, created_at, created_by, link_expires_at AS expires_at, entered_at, visit_expires_at,
     CASE WHEN ${IS_UNUSED} THEN 'unused' WHEN ${IS_IN_USE} THEN 'in_use' ELSE 'ended' END AS status
   FROM identity.portal_session
   WHERE id = $1 AND account_id = $2`,
);

/**
 * What became of a portal link, without the link. A week after it could be opened last it is forgotten.
 * @throws {DomainError} `not_found`, also for another account's.
 */
export async function getPortalSession(
  ctx: Context,
  { id: accountId, session_id: id }: { id: string; session_id: string },
): Promise<ShownPortalSession> {
  requireNamed(ctx, accountId);
  const [row] = await ctx.database.query(GET, [id, accountId]);
  if (!row) throw new DomainError('not_found', 'This portal session does not exist in this account.');
  return {
    ...row,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    entered_at: row.entered_at?.toISOString() ?? null,
    visit_expires_at: row.visit_expires_at?.toISOString() ?? null,
  };
}
