import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { audit, type Context, DomainError } from '@tidings/kernel';
import type { z } from 'zod';
import { AccountEntity } from './account.entity.ts';
import { announceOutdated, forgetOutdated } from './revocations.ts';
import type { Account, updateAccountInput } from './schema.ts';
import { showAccount } from './show-account.ts';

/**
 * Changes what is given of an account, its quota included, and leaves the rest as it is. A new quota holds at once
 * where processes can be told, elsewhere within 2 s.
 * @throws {DomainError} `not_found`; `conflict` with an issue at `/external_id` when another account has that id.
 */
export async function updateAccount(
  ctx: Context,
  input: z.output<typeof updateAccountInput>,
): Promise<Account> {
  const { id, name, external_id: externalId, quota, time_zone: timeZone } = input;
  try {
    const changed = await ctx.database.unitOfWork(async (tx) => {
      const account = await tx.em.findOne(AccountEntity, { id });
      if (!account) throw new DomainError('not_found', 'This account does not exist.');
      const before = stateOf(account);
      if (name !== undefined) account.name = name;
      if (externalId !== undefined) account.externalId = externalId;
      if (quota?.deliveries_per_minute !== undefined)
        account.deliveriesPerMinute = quota.deliveries_per_minute;
      if (quota?.webhooks !== undefined) account.webhooksMax = quota.webhooks;
      if (timeZone !== undefined) account.timeZone = timeZone;
      await tx.em.flush();
      await announceOutdated(tx, { accounts: [id] });
      const subject = { type: 'account', id, name: account.name };
      await audit(ctx, tx, {
        action: 'account.changed',
        subject,
        before,
        after: stateOf(account),
        accountId: id,
      });
      return showAccount(account);
    });
    forgetOutdated(ctx.database, { accounts: [id] });
    return changed;
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    const message = 'Another account has this external id.';
    throw new DomainError('conflict', message, [{ path: '/external_id', message }]);
  }
}

function stateOf(account: AccountEntity) {
  const { name, external_id, quota, time_zone } = showAccount(account);
  return { name, external_id, quota, time_zone };
}
