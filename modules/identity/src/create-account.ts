import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { type Context, DomainError, newId } from '@tidings/kernel';
import type { z } from 'zod';
import { AccountEntity } from './account.entity.ts';
import type { Account, createAccountInput } from './schema.ts';
import { showAccount } from './show-account.ts';

/**
 * Makes an account; it can be named in `Tidings-Account` as soon as this returns.
 * @throws {DomainError} `conflict` with an issue at `/external_id` when another account has that external id.
 */
export async function createAccount(
  ctx: Context,
  input: z.output<typeof createAccountInput>,
): Promise<Account> {
  const id = newId('acct');
  try {
    return await ctx.database.unitOfWork(async ({ em }) => {
      const account = em.create(AccountEntity, {
        id,
        name: input.name,
        slug: id,
        externalId: input.external_id ?? null,
        createdAt: ctx.clock.now(),
      });
      await em.flush();
      return showAccount(account);
    });
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    const message = 'Another account has this external id.';
    throw new DomainError('conflict', message, [{ path: '/external_id', message }]);
  }
}
