import { type Context, decodeCursor, pageFrom } from '@tidings/kernel';
import type { z } from 'zod';
import { AccountEntity } from './account.entity.ts';
import type { accountPage, listAccountsInput } from './schema.ts';
import { showAccount } from './show-account.ts';

const LIST = 'accounts';

/**
 * All accounts, newest first (ids are ordered by time), or the one with `external_id`.
 * @throws {DomainError} `invalid` when the cursor is not one that this list gave.
 */
export async function listAccounts(
  ctx: Context,
  input: z.output<typeof listAccountsInput>,
): Promise<z.output<typeof accountPage>> {
  const after = decodeCursor(LIST, input.cursor, 1)?.[0];
  const rows = await ctx.database.unitOfWork(({ em }) =>
    em.find(
      AccountEntity,
      {
        ...(after !== undefined && { id: { $lt: after } }),
        ...(input.external_id !== undefined && { externalId: input.external_id }),
      },
      { orderBy: { id: 'desc' }, limit: input.limit + 1 },
    ),
  );
  return pageFrom(rows, input.limit, { list: LIST, show: showAccount, position: (row) => [row.id] });
}
