import { creator, pageInput, pageOf, scope, text, timestamp, typeId } from '@tidings/kernel/schema';
import { z } from 'zod';

const scopes = z
  .array(scope)
  .min(1, 'Choose at least one scope.')
  .max(scope.options.length)
  .refine((given) => new Set(given).size === given.length, 'A scope is given twice.');

/** A key as its account sees it, or services a service key; the key itself is shown once, when it is made. */
export const key = z
  .object({
    id: typeId('key'),
    kind: z.enum(['account', 'service']).meta({ description: 'Of one account, or of internal services.' }),
    name: z.string(),
    hint: z.string().meta({ description: 'Its prefix and last characters, to tell it from others.' }),
    scopes: z
      .array(scope)
      .meta({ description: 'Of a service key: none, since it may all that services may.' }),
    app_id: typeId('app').nullable().meta({ description: 'The app that it was made for; null: none.' }),
    expires_at: z.string().nullable(),
    last_used_at: z.string().nullable().meta({ description: 'To the minute.' }),
    revoked_at: z.string().nullable(),
    created_at: z.string(),
    created_by: creator,
  })
  .meta({ id: 'Key' });
export type Key = z.output<typeof key>;

export const createdKey = key
  .extend({ key: z.string().meta({ description: 'Shown here only: it is not stored.' }) })
  .meta({ id: 'CreatedKey' });
export type CreatedKey = z.output<typeof createdKey>;

export const createKeyInput = z
  .strictObject({
    name: text.trim().min(1, 'Give the key a name.').max(100),
    kind: z.literal('service').optional().meta({
      description: 'For a service key that names no account, and wants another service key.',
    }),
    scopes: scopes.optional().meta({ description: 'What it opens. Required, but for a service key.' }),
    app_id: typeId('app').nullish().meta({ description: 'What the key does is done by this app.' }),
    expires_at: timestamp.nullish().meta({ description: 'From then on it is refused; never if left out.' }),
  })
  .superRefine(({ kind, scopes: given, app_id: appId }, context) => {
    const at = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (kind === undefined) {
      if (given === undefined) at('scopes', 'Choose at least one scope.');
      return;
    }
    if (given !== undefined) at('scopes', 'A service key has no scopes: leave this out.');
    if (appId != null) at('app_id', 'A service key belongs to no app: leave this out.');
  })
  .meta({ id: 'CreateKey' });
export type CreateKeyInput = z.output<typeof createKeyInput>;

export const listKeysInput = pageInput.extend({
  app_id: typeId('app').optional().meta({ description: 'Only keys of this app.' }),
});
export const keyPage = pageOf(key);
export const keyIdInput = z.strictObject({ id: typeId('key') });
