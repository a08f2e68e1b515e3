import { trpc } from '../../api/client.ts';

/** As many as the panel of a webhook has places for. */
export const PLACES = 8;

/** What came of the latest attempts of a webhook. */
export function latestAttemptsQuery(id: string) {
  return trpc.deliveries.latestAttempts.queryOptions({ id, limit: PLACES });
}
