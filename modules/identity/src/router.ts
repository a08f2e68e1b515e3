import { router, serviceProcedure } from '@tidings/kernel';
import { z } from 'zod';
import { appProcedures } from './apps/apps-router.ts';
import { auditProcedures } from './audit/audit-router.ts';
import { createAccount } from './create-account.ts';
import { deleteAccount } from './delete-account.ts';
import { getAccount } from './get-account.ts';
import { keyProcedures } from './keys/keys-router.ts';
import { listAccounts } from './list-accounts.ts';
import { portalProcedures } from './portal/portal-router.ts';
import { sessionRouter, teamRouter } from './people/people-router.ts';
import {
  account,
  accountIdInput,
  accountPage,
  createAccountInput,
  listAccountsInput,
  updateAccountInput,
} from './schema.ts';
import { updateAccount } from './update-account.ts';

export const identityRouter = router({
  apps: router(appProcedures),
  audit: router(auditProcedures),
  keys: router(keyProcedures),
  accounts: router({
    list: serviceProcedure
      .meta({ rest: { method: 'GET', path: '/accounts', summary: 'List accounts', tag: 'Accounts' } })
      .input(listAccountsInput)
      .output(accountPage)
      .query(({ ctx, input }) => listAccounts(ctx, input)),
    create: serviceProcedure
      .meta({
        audit: ['account.created'],
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
    update: serviceProcedure
      .meta({
        audit: ['account.changed'],
        rest: {
          method: 'PATCH',
          path: '/accounts/{id}',
          summary: 'Change an account or its quota',
          tag: 'Accounts',
        },
      })
      .input(updateAccountInput)
      .output(account)
      .mutation(({ ctx, input }) => updateAccount(ctx, input)),
    delete: serviceProcedure
      .meta({
        audit: ['account.deleted'],
        rest: {
          method: 'DELETE',
          path: '/accounts/{id}',
          status: 204,
          summary: 'Delete an account with all that belongs to it',
          tag: 'Accounts',
        },
      })
      .input(accountIdInput)
      .output(z.void())
      .mutation(({ ctx, input }) => deleteAccount(ctx, input)),
    ...portalProcedures,
  }),
  session: sessionRouter,
  team: teamRouter,
});
