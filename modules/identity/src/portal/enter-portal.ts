import { audit, type AuditOrigin, type Database, DomainError, type Sql, statement } from '@tidings/kernel';
import type { Role } from '@tidings/kernel/schema';
import { hashOfPortalToken, newPortalToken } from './portal-token.ts';
import { VISITOR_NAME } from './portal-visitor.ts';

/** How long somebody may stay who came by a link. */
export const VISIT_SECONDS = 3_600;

// Served by the unique index on link_hash. Of several who open a link at once, one comes in.
const ENTER = statement<{ id: string; account_id: string; role: Role }>(
  'identity.enter-portal',
  `UPDATE identity.portal_session
   SET entered_at = now(), visit_hash = $2, visit_expires_at = now() + $3 * interval '1 second'
   WHERE link_hash = $1 AND entered_at IS NULL AND link_expires_at > now()
   RETURNING id, account_id, role`,
);

const FIND = statement<{ was_entered: boolean }>(
  'identity.find-portal-link',
  `SELECT entered_at IS NOT NULL AS was_entered
   FROM identity.portal_session
   WHERE link_hash = $1`,
);

/**
 * Turns a portal link into a visit of an hour, once.
 * @throws {DomainError} `unauthenticated`, saying whether the link was used, has expired or never was one.
 * @returns the token for the visit's cookie.
 */
export async function enterPortal(
  database: Database,
  linkToken: string,
  origin: Pick<AuditOrigin, 'requestId' | 'address' | 'userAgent'>,
): Promise<{ token: string }> {
  const hash = hashOfPortalToken(linkToken);
  const token = newPortalToken();
  return database.transaction(async (tx) => {
    const [entered] = await tx.query(ENTER, [hash, hashOfPortalToken(token), VISIT_SECONDS]);
    if (!entered) throw new DomainError('unauthenticated', await refusalOf(tx, hash));
    const { id, account_id: accountId, role } = entered;
    const actor = { type: 'portal' as const, id, name: VISITOR_NAME, role };
    const subject = { type: 'portal_session', id };
    await audit({ ...origin, actor, accountId }, tx, { action: 'portal_session.entered', subject });
    return { token };
  });
}

const UNKNOWN =
  'This link is not complete, or no longer known. Go back to where you found it and open it again.';

/** Why a link opens nothing, to a person. */
export async function refusalOf(sql: Sql, linkHash: Buffer): Promise<string> {
  const [link] = await sql.query(FIND, [linkHash]);
  if (!link) return UNKNOWN;
  return link.was_entered
    ? 'This link was used already: each opens once. Go back to where you found it and open it again.'
    : 'This link has expired. Go back to where you found it and open it again.';
}
