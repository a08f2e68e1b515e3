import { type Context, DomainError } from '@tidings/kernel';
import { AccountEntity } from './account.entity.ts';
import type { Account } from './schema.ts';
import { showAccount } from './show-account.ts';

/**
 * One account, for services: of any tenant.
 * @throws {DomainError} `not_found`
 */
export async function getAccount(ctx: Context, input: { id: string }): Promise<Account> {
  const account = await ctx.database.unitOfWork(({ em }) => em.findOne(AccountEntity, { id: input.id }));
  if (!account) throw new DomainError('not_found', 'This account does not exist.');
  return showAccount(account);
}
