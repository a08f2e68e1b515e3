import type { IncomingHttpHeaders } from 'node:http';
import { type Config, type Database, type RequestContext, statement } from '@tidings/kernel';
import type { Role } from '@tidings/kernel/schema';
import { quotaOf } from '../quota.ts';
import { hashOfPortalToken, portalTokenIn } from './portal-token.ts';

/** What somebody who came by a portal link is called. */
export const VISITOR_NAME = 'Portal visitor';

type Row = {
  id: string;
  account_id: string;
  role: Role;
  deliveries_per_minute: number | null;
  webhooks_max: number | null;
};

// Served by the unique index on visit_hash.
const FIND = statement<Row>(
  'identity.find-portal-visitor',
  `SELECT portal.id, portal.account_id, portal.role, account.deliveries_per_minute, account.webhooks_max
   FROM identity.portal_session AS portal
   JOIN identity.account ON account.id = portal.account_id
   WHERE portal.visit_hash = $1 AND portal.visit_expires_at > now()`,
);

/** Whose visit the cookie belongs to; undefined when there is none, or it has ended. */
export async function findPortalVisitor(
  { config, database }: { config: Config; database: Database },
  headers: IncomingHttpHeaders,
) {
  const token = portalTokenIn(config, headers);
  if (token === undefined) return undefined;
  const [row] = await database.query(FIND, [hashOfPortalToken(token)]);
  if (!row) return undefined;
  return {
    signedIn: true,
    actor: { type: 'portal', id: row.id, name: VISITOR_NAME, role: row.role },
    accountId: row.account_id,
    quota: quotaOf(row),
  } satisfies Pick<RequestContext, 'signedIn' | 'actor' | 'accountId' | 'quota'>;
}
