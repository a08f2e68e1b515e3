import { pageInput, pageOf, role, text, typeId } from '@tidings/kernel/schema';
import { z } from 'zod';

export const account = z
  .object({
    id: typeId('acct'),
    name: z.string(),
    external_id: z.string().nullable(),
    created_at: z.string(),
  })
  .meta({ id: 'Account' });
export type Account = z.output<typeof account>;
export const accountPage = pageOf(account);
export const createAccountInput = z
  .strictObject({
    name: text.trim().min(1, 'Give the account a name.').max(100),
    external_id: text

      .trim()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'Your own id of this customer; unique.' }),
  })
  .meta({ id: 'CreateAccount' });
export const listAccountsInput = pageInput.extend({ external_id: text.max(200).optional() });
export const accountIdInput = z.object({ id: typeId('acct') });

/** Who is signed in to the console, and where. */
export const session = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  account: z.object({ id: z.string(), name: z.string() }),
  role,
  mode: z.enum(['dev', 'demo', 'production']),
  brand: z.string(),
});
export type Session = z.output<typeof session>;
