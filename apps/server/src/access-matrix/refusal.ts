import type { Access } from '@tidings/kernel';
import type { Kind } from './principals.ts';

const ROLES = ['viewer', 'developer', 'admin'];

/**
 * The status with which somebody is refused, by what the procedure says of itself; undefined for whom it lets in.
 * Written apart from the code that decides, so that a fault there is not repeated here.
 */
export function refusalOf(kind: Kind, access: Access): 400 | 401 | 403 | 404 | 409 | undefined {
  switch (kind.type) {
    case 'stranger':
      return access.open && !kind.hasKey ? undefined : 401;
    case 'outsider':
      return 403;
    case 'service':
      if (kind.account === 'nonsense') return 400;
      if (kind.account === 'unknown') return 404;
      if (access.open) return undefined;
      if (!access.service) return 403;
      return access.inAccount && kind.account === 'none' ? 400 : undefined;
    case 'key':
      if (kind.account === 'foreign') return 404;
      if (access.open) return undefined;
      return kind.scopes.some((scope) => access.scopes.includes(scope)) ? undefined : 403;
    case 'person':
    case 'visitor':
      if (kind.shows === 'foreign') return 409;
      if (access.open) return undefined;
      if (access.role === null || (kind.type === 'visitor' && !access.portal)) return 403;
      return ROLES.indexOf(kind.role) < ROLES.indexOf(access.role) ? 403 : undefined;
    default:
      return kind satisfies never;
  }
}
