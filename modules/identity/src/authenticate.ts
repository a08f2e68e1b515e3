import { type Context, DomainError, type RequestContext, statement } from '@tidings/kernel';
import type { Auth } from './auth.ts';
import { acceptKey, type AcceptedKey } from './keys/accept-key.ts';
import { keyLimit } from './keys/key-limit.ts';
import { keyUse } from './keys/key-use.ts';
import { acceptNamedAccount, type Tenant } from './named-account.ts';
import { type IncomingRequest, requireOwnOrigin } from './own-origins.ts';
import { findPortalVisitor } from './portal/portal-visitor.ts';
import { quotaOf } from './quota.ts';
import { strongestRole } from './roles.ts';

/** The parts of a context that belong to the process and not to a request. */
export type Process = Pick<Context, 'config' | 'database' | 'clock' | 'log'>;

/** The parts of a context that say whose request it is. */
export type Principal = Pick<RequestContext, 'signedIn' | 'actor' | 'accountId' | 'quota'>;

const ANONYMOUS: Principal = {
  signedIn: false,
  actor: { type: 'system', id: 'anonymous', name: 'anonymous' },
  accountId: undefined,
};

// Served by member_user. The account chosen last comes first, as long as its membership lasts.
const FIND_MEMBERSHIP = statement<{
  account_id: string;
  role: string;
  deliveries_per_minute: number | null;
  webhooks_max: number | null;
}>(
  'identity.find-membership',
  `SELECT member.account_id, member.role, account.deliveries_per_minute, account.webhooks_max
   FROM identity.member
   JOIN identity.account ON account.id = member.account_id
   WHERE member.user_id = $1
   ORDER BY (member.account_id = $2::text) IS TRUE DESC, member.created_at, member.id
   LIMIT 1`,
);

/**
 * Finds out whose request this is: a service's, an app's or an account's own by the key, a person's by the session
 * cookie, a visitor's by the cookie that a portal link gave, or nobody's. Where there are both cookies the portal's
 * counts: it was entered later, and signing in ends it.
 * Accepted keys and named accounts are believed for 2 s; processes tell each other when that is over sooner.
 * @throws {DomainError} `unauthenticated` for an Authorization header that holds no key in force;
 * `rate_limited` for an account key that is used more often than KEY_RATE_LIMIT;
 * `malformed` or `not_found` for a `Tidings-Account` header without a true account, or not that of the account key;
 * `forbidden` for a change by cookie from a foreign page, or a person without an account; `conflict` at
 * `Tidings-Account` when a page that names the account that it shows is not in that account any more.
 */
export async function authenticate(
  auth: Auth,
  process: Process,
  request: IncomingRequest,
): Promise<Principal> {
  const { authorization } = request.headers;
  if (authorization !== undefined) return byKey(process, authorization, request);
  const visitor = await findPortalVisitor(process, request.headers);
  if (visitor) {
    requireOwnOrigin(auth.origins, request);
    requireShownAccount(request, visitor.accountId);
    return visitor;
  }
  const owner = await auth.findSession(request.headers);
  if (!owner) return ANONYMOUS;
  requireOwnOrigin(auth.origins, request);
  const [membership] = await process.database.query(FIND_MEMBERSHIP, [
    owner.userId,
    owner.activeAccountId ?? null,
  ]);
  if (!membership)
    throw new DomainError('forbidden', 'You are not a member of any account. Ask an admin to add you.');
  requireShownAccount(request, membership.account_id);
  const role = strongestRole(membership.role);
  return {
    signedIn: true,
    actor: { type: 'user', id: owner.userId, name: owner.name, role, sessionId: owner.sessionId },
    accountId: membership.account_id,
    quota: quotaOf(membership),
  };
}

/**
 * A cookie is the same in all pages of a browser, and the account goes with it: in another page somebody may have gone to
 * another account, signed in as somebody else or opened a portal link. What a page does is meant for the account that it
 * shows, which it names.
 */
function requireShownAccount({ headers }: IncomingRequest, accountId: string): void {
  const named = headers['tidings-account'];
  if (named === undefined || named === accountId) return;
  const message = 'This page shows an account that you have left in another page. Load it again.';
  throw new DomainError('conflict', message, [{ path: 'Tidings-Account', message }]);
}

async function byKey(process: Process, authorization: string, request: IncomingRequest): Promise<Principal> {
  const { config, database, clock } = process;
  const key = await acceptKey(database, clock, authorization);
  if (key.kind === 'account') keyLimit(database).take(key.id, config.KEY_RATE_LIMIT, clock);
  keyUse(database).note(key.id, clock);
  const tenant = await tenantOfKey(process, key, request.headers['tidings-account']);
  return {
    signedIn: true,
    actor: actorOf(key),
    accountId: tenant?.id,
    quota: tenant?.quota,
  };
}

function actorOf(key: AcceptedKey): Principal['actor'] {
  const { id, name } = key;
  if (key.kind === 'service') return { type: 'service', id, name };
  return { type: 'app', id: key.app?.id ?? id, name: key.app?.name ?? name, keyId: id, scopes: key.scopes };
}

async function tenantOfKey(
  process: Process,
  key: AcceptedKey,
  header: string | string[] | undefined,
): Promise<Tenant | undefined> {
  const own = key.kind === 'account' ? key.accountId : undefined;
  // Node joins a repeated header with ", ", which is not an id and is refused as such.
  const named = header === undefined ? own : String(header);
  return named === undefined ? undefined : acceptNamedAccount(process, named, own);
}
