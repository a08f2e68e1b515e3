import { deliveryStatus } from '@tidings/delivery/schema';
import { z } from 'zod';

/** The filters of the log and the row that is open, as they stand in the URL. */
export const logSearch = z.object({
  status: deliveryStatus.optional().catch(undefined),
  type: z.string().max(100).optional().catch(undefined),
  delivery: z.string().max(64).optional().catch(undefined),
});
export type LogSearch = z.output<typeof logSearch>;
