import { personProcedure, router, serviceProcedure } from '@tidings/kernel';
import { z } from 'zod';
import { createAccount } from './create-account.ts';
import { getAccount } from './get-account.ts';
import { getSession } from './get-session.ts';
import { listAccounts } from './list-accounts.ts';
import {
  account,
  accountIdInput,
  accountPage,
  createAccountInput,
  listAccountsInput,
  session,
} from './schema.ts';

export const identityRouter = router({
  accounts: router({
    list: serviceProcedure
      .meta({ rest: { method: 'GET', path: '/accounts', summary: 'List accounts', tag: 'Accounts' } })
      .input(listAccountsInput)
      .output(accountPage)
      .query(({ ctx, input }) => listAccounts(ctx, input)),
    create: serviceProcedure
      .meta({
        rest: {
          method: 'POST',
          path: '/accounts',
          status: 201,
          summary: 'Create an account',
          tag: 'Accounts',
        },
      })
      .input(createAccountInput)
      .output(account)
      .mutation(({ ctx, input }) => createAccount(ctx, input)),
    get: serviceProcedure
      .meta({ rest: { method: 'GET', path: '/accounts/{id}', summary: 'Read an account', tag: 'Accounts' } })
      .input(accountIdInput)
      .output(account)
      .query(({ ctx, input }) => getAccount(ctx, input)),
  }),
  session: router({
    me: personProcedure('viewer')
      .input(z.object({}).optional())
      .output(session)
      .query(({ ctx }) => getSession(ctx)),
  }),
});
