import { z } from 'zod';

/** What has changed in the account: where to look again. Fields that are not there have not changed. */
export const news = z.object({
  /** By webhook, which of its deliveries; null: more than are worth naming. */
  deliveries: z.record(z.string(), z.array(z.string()).nullable()).optional(),
  webhooks: z.array(z.string()).optional(),
  events: z.literal(true).optional(),
  notices: z.literal(true).optional(),
  /** More than can be told, or nobody knows what. */
  everything: z.literal(true).optional(),
});
export type News = z.output<typeof news>;

/** Which notification a client heard last; what came since is told first, or that nobody knows what came. */
export const streamNewsInput = z.strictObject({ lastEventId: z.string().max(100).nullish() });
