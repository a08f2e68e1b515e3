import type { ListedWebhook } from '@tidings/endpoint/schema';

import { shortId } from '../../format/id.ts';

/** Whether a webhook is none of the account's any more; false also where that is not known. */
export function isDeleted(webhooks: readonly ListedWebhook[] | undefined, id: string): boolean {
  return webhooks !== undefined && !webhooks.some((webhook) => webhook.id === id);
}

/** Where they are called by their ids because of that. */
export const NO_NAMES = 'The names of the webhooks could not be loaded.';

/** What people call a webhook; its id until that is known. */
export function webhookName(webhooks: readonly ListedWebhook[] | undefined, id: string): string {
  if (isDeleted(webhooks, id)) return 'a deleted webhook';
  return webhooks?.find((webhook) => webhook.id === id)?.name ?? shortId(id);
}
