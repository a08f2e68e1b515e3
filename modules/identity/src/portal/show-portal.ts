import { type Database, DomainError, statement } from '@tidings/kernel';
import { refusalOf } from './enter-portal.ts';
import type { ShownPortal } from './portal-schema.ts';
import { hashOfPortalToken } from './portal-token.ts';

// Served by the unique index on link_hash.
const SHOW = statement<{ account_name: string }>(
  'identity.show-portal',
  `SELECT account.name AS account_name
   FROM identity.portal_session AS portal
   JOIN identity.account ON account.id = portal.account_id
   WHERE portal.link_hash = $1 AND portal.entered_at IS NULL AND portal.link_expires_at > now()`,
);

/**
 * Whose portal a link opens; it stays unused. For somebody who is signed in and has to choose first.
 * @throws {DomainError} `unauthenticated`, saying whether the link was used, has expired or never was one.
 */
export async function showPortal(database: Database, linkToken: string): Promise<ShownPortal> {
  const hash = hashOfPortalToken(linkToken);
  const [shown] = await database.query(SHOW, [hash]);
  if (!shown) throw new DomainError('unauthenticated', await refusalOf(database, hash));
  return shown;
}
