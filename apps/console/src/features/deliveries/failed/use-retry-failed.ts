import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';

import { trpc } from '../../../api/client.ts';
import { counted } from '../../../format/number.ts';
import { tellFailure } from '../../../ui/tell-failure.ts';
import { readDeliveriesAgain } from '../read-deliveries-again.ts';

const TOAST = 'retry-failed';
const RESULT_MS = 6_000;

/** Retries everything that failed, and says so while it is being queued and when it is, or why it is not, wherever one is by then. */
export function useRetryFailed() {
  return useMutation(
    trpc.deliveries.retryFailed.mutationOptions({
      onMutate: () => {
        notifications.show({
          id: TOAST,
          loading: true,
          autoClose: false,
          title: 'Queueing the failed deliveries',
          message: 'This goes on if you leave the page.',
        });
      },
      onSuccess: ({ count }) => {
        notifications.update({
          id: TOAST,
          loading: false,
          autoClose: RESULT_MS,
          title: `${counted(count, 'delivery is', 'deliveries are')} being retried`,
          message: 'What becomes of each shows in the log.',
        });
      },
      onError: (error) => {
        notifications.hide(TOAST);
        // The server works through them a part at a time.
        const undone = 'What was not retried is still failed: retry again for the rest.';
        tellFailure(error, 'retry the failed deliveries', undone);
      },
      onSettled: readDeliveriesAgain,
    }),
  );
}
