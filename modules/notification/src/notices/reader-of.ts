import { type Context, DomainError } from '@tidings/kernel';

/**
 * Whose reading it is: a person's, or a visit's by a portal link.
 * @throws {DomainError} `forbidden` for who is neither.
 */
export function readerOf({ actor }: Pick<Context, 'actor'>): string {
  if (actor.type === 'user' || actor.type === 'portal') return actor.id;
  throw new DomainError('forbidden', 'Only people have notifications: sign in.');
}
