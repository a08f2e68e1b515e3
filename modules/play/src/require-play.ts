import { type Context, DomainError } from '@tidings/kernel';

/**
 * The built-in receiver keeps what it gets in this process, so it exists where there is one process only.
 * @throws {DomainError} `not_found` in production.
 */
export function requirePlay(ctx: Context): void {
  if (ctx.config.mode !== 'production') return;
  throw new DomainError('not_found', 'The built-in receiver exists in dev and demo mode only.');
}
