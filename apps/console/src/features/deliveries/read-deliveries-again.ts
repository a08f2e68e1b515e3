import { queryClient, trpc } from '../../api/client.ts';
import { readLogsAnew } from './delivery-log-query.ts';

/** After something was done to many deliveries at once: the logs start anew, and all the rest is read again. */
export async function readDeliveriesAgain(): Promise<void> {
  await Promise.all([readLogsAnew(), queryClient.invalidateQueries(trpc.deliveries.pathFilter())]);
}
