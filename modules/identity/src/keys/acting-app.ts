import type { Context } from '@tidings/kernel';

/**
 * The app whose key acts, or null for everybody else. An app sees and manages its own keys only: with others it could
 * outlive its own uninstalling.
 */
export function actingApp({ actor }: Pick<Context, 'actor'>): string | null {
  return actor.type === 'app' && actor.id !== actor.keyId ? actor.id : null;
}
