import { type Context, DomainError } from '@tidings/kernel';

/**
 * Whose keys are seen and managed: an account's, or, for a service key that names no account, those of services.
 * @returns the account's id; null: services.
 * @throws {DomainError} `forbidden` for anybody else without an account.
 */
export function keyHolder(ctx: Pick<Context, 'accountId' | 'actor'>): string | null {
  if (ctx.accountId !== undefined) return ctx.accountId;
  if (ctx.actor.type !== 'service') throw new DomainError('forbidden', 'This needs a service key.');
  return null;
}
