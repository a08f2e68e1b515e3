import { z } from 'zod';

/** Which notifications are listed, as it stands in the URL. */
export const noticesSearch = z.object({ unread: z.literal(true).optional().catch(undefined) });
export type NoticesSearch = z.output<typeof noticesSearch>;
