import { accountProcedure } from '@tidings/kernel';
import { z } from 'zod';
import { createKey } from './create-key.ts';
import { createdKey, createKeyInput, key, keyIdInput, keyPage, listKeysInput } from './key-schema.ts';
import { getKey, listKeys } from './list-keys.ts';
import { revokeKey } from './revoke-key.ts';

const tag = 'Keys';
// No visitor: a key, or what an app's keys do, would outlast the visit. A service key that names no account sees and
// manages service keys.
const procedure = accountProcedure({ scope: 'keys:write', role: 'admin', portal: false, inAccount: false });

export const keyProcedures = {
  list: procedure
    .meta({ rest: { method: 'GET', path: '/keys', summary: "List the account's keys", tag } })
    .input(listKeysInput)
    .output(keyPage)
    .query(({ ctx, input }) => listKeys(ctx, input)),
  create: procedure
    .meta({
      audit: ['key.created'],
      rest: { method: 'POST', path: '/keys', status: 201, summary: 'Create a key', tag },
    })
    .input(createKeyInput)
    .output(createdKey)
    .mutation(({ ctx, input }) => createKey(ctx, input)),
  get: procedure
    .meta({ rest: { method: 'GET', path: '/keys/{id}', summary: 'Read a key', tag } })
    .input(keyIdInput)
    .output(key)
    .query(({ ctx, input }) => getKey(ctx, input)),
  revoke: procedure
    .meta({
      audit: ['key.revoked'],
      rest: { method: 'DELETE', path: '/keys/{id}', status: 204, summary: 'Revoke a key', tag },
    })
    .input(keyIdInput)
    .output(z.void())
    .mutation(({ ctx, input }) => revokeKey(ctx, input)),
};
