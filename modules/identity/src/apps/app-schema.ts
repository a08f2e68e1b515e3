import { creator, pageInput, pageOf, text, typeId } from '@tidings/kernel/schema';
import { z } from 'zod';

/** An installed integration, and what goes with it when it is uninstalled. */
export const app = z
  .object({
    id: typeId('app'),
    name: z.string(),
    created_at: z.string(),
    created_by: creator,
    keys: z.number().int().meta({ description: 'Its keys in force; uninstalling it revokes them.' }),
    webhooks: z.number().int().meta({ description: 'Webhooks that it made; uninstalling it deletes them.' }),
  })
  .meta({ id: 'App' });
export type App = z.output<typeof app>;

export const installAppInput = z
  .strictObject({ name: text.trim().min(1, 'Give the app a name.').max(100) })
  .meta({ id: 'InstallApp' });
export const listAppsInput = pageInput;
export const appPage = pageOf(app);
export const appIdInput = z.strictObject({ id: typeId('app') });
