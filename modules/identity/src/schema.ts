import { pageInput, pageOf, role, text, timeZone, typeId } from '@tidings/kernel/schema';
import { z } from 'zod';

export * from './apps/app-schema.ts';
export * from './audit/schema.ts';
export * from './keys/key-schema.ts';
export * from './people/people-schema.ts';
export * from './portal/portal-schema.ts';

/** What an account's plan allows; accounts have no quota until one is set. */
export const quota = z
  .strictObject({
    deliveries_per_minute: z.number().int().min(1).max(100_000_000).nullable().meta({
      description:
        'Deliveries that published events may make a minute, as many at once after a pause; null: no limit.',
    }),
    webhooks: z
      .number()
      .int()
      .min(0)
      .max(100_000)
      .nullable()
      .meta({ description: 'Webhooks that the account may have; null: no limit.' }),
  })
  .meta({ id: 'Quota' });

export const account = z
  .object({
    id: typeId('acct'),
    name: z.string(),
    external_id: z.string().nullable(),
    quota,
    time_zone: z
      .string()
      .nullable()
      .meta({ description: 'Time zone in which the days of the account begin; null: none was set.' }),
    created_at: z.string(),
  })
  .meta({ id: 'Account' });
export type Account = z.output<typeof account>;
export const accountPage = pageOf(account);
const accountName = text.trim().min(1, 'Give the account a name.').max(100);
const externalId = text.trim().min(1).max(200).meta({ description: 'Your own id of this customer; unique.' });
const quotaChange = quota.partial().meta({ description: 'Limits that are left out stay as they are.' });

export const createAccountInput = z
  .strictObject({
    name: accountName,
    external_id: externalId.optional(),
    quota: quotaChange.optional(),
    time_zone: timeZone.optional(),
  })
  .meta({ id: 'CreateAccount' });
export const updateAccountInput = z
  .strictObject({
    id: typeId('acct'),
    name: accountName.optional(),
    external_id: externalId.nullable().optional(),
    quota: quotaChange.optional(),
    time_zone: timeZone.nullable().optional(),
  })
  .meta({ id: 'UpdateAccount' });
export const listAccountsInput = pageInput.extend({
  external_id: text.max(200).optional().meta({ description: 'Only the account that you gave this id.' }),
});
export const accountIdInput = z.strictObject({ id: typeId('acct') });

/** Who is signed in to the console, and where. */
export const session = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string().nullable() }),
  account: z.object({ id: z.string(), name: z.string() }),
  role,
  mode: z.enum(['dev', 'demo', 'production']),
  brand: z.string(),
  /** What the operator says above the list of webhooks. */
  notice: z.object({ text: z.string(), link: z.string(), label: z.string() }).nullable(),
  /** By what door they came in: with their password, or by a portal link. */
  via: z.enum(['sign_in', 'portal']),
  /** Whether their sign-in asks for a code as well; null for visitors, who do not sign in. */
  second_factor: z.boolean().nullable(),
  /** Whether people see a webhook's secret again by their password, or never. */
  secret_reveal: z.enum(['reauth', 'never']),
  /** Where the page that made the portal link wants its visitor back. */
  return_url: z.string().nullable(),
});
export type Session = z.output<typeof session>;
