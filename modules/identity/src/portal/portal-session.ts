import { type Context, DomainError } from '@tidings/kernel';

/** Nobody came by the link yet, and somebody can: a condition on identity.portal_session. */
export const IS_UNUSED = '(entered_at IS NULL AND link_expires_at > now())';
/** Somebody is here by it. */
export const IS_IN_USE = '(visit_hash IS NOT NULL AND visit_expires_at > now())';
/** There is something to end. */
export const IS_LIVE = `(${IS_UNUSED} OR ${IS_IN_USE})`;

/**
 * The account stands in the path. Who names one in the header as well has to mean the same.
 * @throws {DomainError} `not_found` at `Tidings-Account`, alike for every other account and for what is none.
 */
export function requireNamed({ accountId }: Pick<Context, 'accountId'>, inPath: string): void {
  if (accountId === undefined || accountId === inPath) return;
  const message = 'This is another account than the path names. Leave the header out, or name the same.';
  throw new DomainError('not_found', message, [{ path: 'Tidings-Account', message }]);
}
