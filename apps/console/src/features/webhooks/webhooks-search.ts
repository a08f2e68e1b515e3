import { webhookStatus } from '@tidings/endpoint/schema';
import { z } from 'zod';

/** The filters of the list, as they stand in the URL. */
export const webhooksSearch = z.object({
  q: z.string().max(200).optional().catch(undefined),
  status: webhookStatus.optional().catch(undefined),
});
export type WebhooksSearch = z.output<typeof webhooksSearch>;
