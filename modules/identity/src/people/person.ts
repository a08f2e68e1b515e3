import { type Context, DomainError } from '@tidings/kernel';

/**
 * The person who is signed in to the console.
 * @throws {DomainError} `forbidden` for keys and for visitors by a portal link.
 */
export function personOf(ctx: Context): { id: string; sessionId: string | undefined } {
  const { actor } = ctx;
  if (actor.type !== 'user') {
    throw new DomainError('forbidden', 'Only people who signed in to the console can do this.');
  }
  return { id: actor.id, sessionId: actor.sessionId };
}
