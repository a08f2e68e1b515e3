import { type Context, tenantOf } from './context.ts';
import { DomainError } from './errors.ts';
import { type Role, type Scope, SCOPES } from './schema.ts';

/** Whom a procedure lets in. Every procedure states it, and a test walks through all of them. */
export type Access = {
  /** Account keys with any of these; with none in the list no account key. */
  readonly scopes: readonly Scope[];
  /** People from this role on; null: none. */
  readonly role: Role | null;
  /** Of those, also visitors by a portal link. What outlasts their visit, or is about people, is not for them. */
  readonly portal: boolean;
  /** Service keys. */
  readonly service: boolean;
  /** Everybody, with no key and no session either: what is public, found by an id that nobody can guess. */
  readonly open?: true;
  /** Whether it works in one account, which a service key has to name. */
  readonly inAccount: boolean;
};

/** Scopes that open what belongs to no resource of its own: the catalog, filters, facets. */
export const READ_SCOPES = SCOPES.filter((scope) => scope.endsWith(':read'));

const RANK: Record<Role, number> = { viewer: 0, developer: 1, admin: 2 };
const NEEDS: Record<Role, string> = {
  viewer: 'This needs a member of the account.',
  developer: 'This needs the role admin or developer.',
  admin: 'This needs the role admin.',
};

/**
 * @throws {DomainError} `unauthenticated` for nobody; `forbidden` for whom `access` does not let in, saying what is
 * missing; `malformed` when a service key has to name an account and did not.
 */
export function checkAccess(ctx: Context & { readonly signedIn: boolean }, access: Access): void {
  const { actor } = ctx;
  if (access.open) return;
  if (!ctx.signedIn) {
    throw new DomainError('unauthenticated', 'Send a key as "Authorization: Bearer tdg_…", or sign in.');
  }
  switch (actor.type) {
    case 'user':
    case 'portal':
      if (actor.type === 'portal' && access.role !== null && !access.portal) {
        throw new DomainError('forbidden', 'Visitors by a portal link cannot do this.');
      }
      if (access.role === null) throw new DomainError('forbidden', needsKey(access));
      if (RANK[actor.role] < RANK[access.role]) throw new DomainError('forbidden', NEEDS[access.role]);
      break;
    case 'app':
      if (!access.scopes.some((scope) => actor.scopes.includes(scope))) {
        throw new DomainError('forbidden', needsScope(access));
      }
      break;
    case 'service':
      if (!access.service) throw new DomainError('forbidden', 'Only people can do this: sign in.');
      break;
    case 'system':
      throw new DomainError('forbidden', 'Nobody asks for this from outside.');
    default:
      actor satisfies never;
  }
  if (access.inAccount) tenantOf(ctx);
}

function needsKey({ scopes }: Access): string {
  return scopes.length > 0 ? 'This needs a key.' : 'This needs a service key.';
}

function needsScope({ scopes, service }: Access): string {
  if (scopes.length === 1) return `This key lacks the scope ${scopes[0]}.`;
  if (scopes.length > 1) return `This key needs one of the scopes ${scopes.join(', ')}.`;
  return service ? 'This needs a service key.' : 'Only people can do this: sign in.';
}
