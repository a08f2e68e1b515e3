import type { IncomingHttpHeaders } from 'node:http';
import {
  audit,
  type Config,
  type Context,
  type Database,
  DomainError,
  type Sql,
  statement,
} from '@tidings/kernel';
import { IS_LIVE, requireNamed } from './portal-session.ts';
import { hashOfPortalToken, portalTokenIn } from './portal-token.ts';

// Served by the unique index on visit_hash.
const LEAVE = statement<never>(
  'identity.leave-portal',
  `UPDATE identity.portal_session
   SET visit_hash = NULL, visit_expires_at = now()
   WHERE visit_hash = $1`,
);

// Primary key. A link that nobody opened is closed as well.
const END = statement<{ id: string }>(
  'identity.end-portal-session',
  `UPDATE identity.portal_session
   SET visit_hash = NULL, visit_expires_at = least(visit_expires_at, now()),
       link_expires_at = least(link_expires_at, now())
   WHERE id = $1 AND account_id = $2 AND ${IS_LIVE}
   RETURNING id`,
);

// Index portal_session_by_expiry. So long it can be said of a link that it was used or has expired.
const FORGET = statement<never>(
  'identity.forget-portal-sessions',
  `DELETE FROM identity.portal_session
   WHERE link_expires_at < now() - interval '7 days'`,
);

/** Ends the visit that the request's cookie belongs to, if there is one. */
export async function leavePortal(
  { config, database }: { config: Config; database: Database },
  headers: IncomingHttpHeaders,
): Promise<void> {
  const token = portalTokenIn(config, headers);
  if (token !== undefined) await database.query(LEAVE, [hashOfPortalToken(token)]);
}

/**
 * Ends a portal session: its link opens nothing any more, and who came by it is out at once.
 * @throws {DomainError} `not_found` for one that has ended, also for another account's.
 */
export async function endPortalSession(
  ctx: Context,
  { id: accountId, session_id: id }: { id: string; session_id: string },
): Promise<void> {
  requireNamed(ctx, accountId);
  await ctx.database.transaction(async (tx) => {
    const [ended] = await tx.query(END, [id, accountId]);
    if (!ended)
      throw new DomainError('not_found', 'There is no such portal session in this account that goes on.');
    const subject = { type: 'portal_session', id };
    await audit(ctx, tx, { action: 'portal_session.ended', subject, accountId });
  });
}

/** Forgets portal sessions a week after their links could be opened. */
export async function forgetPortalSessions(sql: Sql): Promise<void> {
  await sql.query(FORGET);
}
