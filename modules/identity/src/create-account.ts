import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { audit, type Context, DomainError, newId } from '@tidings/kernel';
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
    return await ctx.database.unitOfWork(async (tx) => {
      const account = tx.em.create(AccountEntity, {
        id,
        name: input.name,
        slug: id,
        externalId: input.external_id ?? null,
        deliveriesPerMinute: input.quota?.deliveries_per_minute ?? null,
        webhooksMax: input.quota?.webhooks ?? null,
        timeZone: input.time_zone ?? null,
        createdAt: ctx.clock.now(),
      });
      await tx.em.flush();
      const shown = showAccount(account);
      const { name, external_id, quota, time_zone } = shown;
      await audit(ctx, tx, {
        action: 'account.created',
        subject: { type: 'account', id, name },
        after: { name, external_id, quota, time_zone },
        accountId: id,
      });
      return shown;
    });
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    const message = 'Another account has this external id.';
    throw new DomainError('conflict', message, [{ path: '/external_id', message }]);
  }
}
