import { queryClient, trpc } from '../../api/client.ts';
import { readLogsAgain } from './delivery-log-query.ts';

/** After something was done to one delivery: everything that shows it is read again. */
export async function readDeliveryAgain(id: string): Promise<void> {
  await Promise.all([
    readLogsAgain(),
    queryClient.invalidateQueries(trpc.deliveries.get.queryFilter({ id })),
    queryClient.invalidateQueries(trpc.deliveries.attempts.queryFilter({ id })),
    queryClient.invalidateQueries(trpc.deliveries.failedSummary.pathFilter()),
  ]);
}
