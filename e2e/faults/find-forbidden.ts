import type { Evidence } from './evidence.ts';

/**
 * Connections to an address that the installation does not allow: the guard lets none through, whatever leads there.
 * That nobody came says something only if somebody was led there.
 */
export function findForbidden({ canaries }: Evidence): string[] {
  return canaries.flatMap(({ way, tries, connections }) => {
    if (connections > 0)
      return [`forbidden: ${connections} connections to an address that is not allowed, by ${way}`];
    return tries > 0 ? [] : [`untried: no delivery was led to an address that is not allowed by ${way}`];
  });
}

export function countForbidden({ canaries }: Evidence): number {
  return canaries.reduce((sum, { connections }) => sum + connections, 0);
}
