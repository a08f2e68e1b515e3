import { type Context, DomainError, type RequestContext, statement } from '@tidings/kernel';
import type { Auth } from './auth.ts';
import { acceptNamedAccount } from './named-account.ts';
import { type IncomingRequest, requireOwnOrigin } from './own-origins.ts';
import { strongestRole } from './roles.ts';
import { acceptServiceKey } from './service-key.ts';

/** The parts of a context that belong to the process and not to a request. */
export type Process = Pick<Context, 'config' | 'database' | 'clock' | 'log'>;

/** The parts of a context that say whose request it is. */
export type Principal = Pick<RequestContext, 'signedIn' | 'actor' | 'accountId'>;

const ANONYMOUS: Principal = {
  signedIn: false,
  actor: { type: 'system', id: 'anonymous', name: 'anonymous' },
  accountId: undefined,
};

// Served by member_user. The account chosen last comes first, as long as its membership lasts.
const FIND_MEMBERSHIP = statement<{ account_id: string; role: string }>(
  'identity.find-membership',
  `SELECT account_id, role
   FROM identity.member
   WHERE user_id = $1
   ORDER BY (account_id = $2::text) IS TRUE DESC, created_at, id
   LIMIT 1`,
);

/**
 * Finds out whose request this is: a service's by its key, a person's by the session cookie, or nobody's.
 * Accepted keys and named accounts are believed for 2 s, so a revoked key ends within that time.
 * @throws {DomainError} `unauthenticated` for an Authorization header that holds no key in force;
 * `malformed` or `not_found` for a `Tidings-Account` header without a true account;
 * `forbidden` for a change by cookie from a foreign page, or a person without an account.
 */
export async function authenticate(
  auth: Auth,
  process: Process,
  request: IncomingRequest,
): Promise<Principal> {
  const { authorization } = request.headers;
  if (authorization !== undefined) return asService(process, authorization, request);
  const owner = await auth.findSession(request.headers);
  if (!owner) return ANONYMOUS;
  requireOwnOrigin(auth.origins, request);
  const [membership] = await process.database.query(FIND_MEMBERSHIP, [
    owner.userId,
    owner.activeAccountId ?? null,
  ]);
  if (!membership)
    throw new DomainError('forbidden', 'You are not a member of any account. Ask an admin to add you.');
  const role = strongestRole(membership.role);
  return {
    signedIn: true,
    actor: { type: 'user', id: owner.userId, name: owner.name, role },
    accountId: membership.account_id,
  };
}

async function asService(
  process: Process,
  authorization: string,
  request: IncomingRequest,
): Promise<Principal> {
  const { database, clock } = process;
  const key = await acceptServiceKey(database, clock, authorization);
  const named = request.headers['tidings-account'];
  return {
    signedIn: true,
    actor: { type: 'service', id: key.id, name: key.name },
    // Node joins a repeated header with ", ", which is not an id and is refused as such.
    accountId: named === undefined ? undefined : await acceptNamedAccount(database, clock, String(named)),
  };
}
