import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';

import { trpc } from '../../../api/client.ts';
import { counted } from '../../../format/number.ts';
import { readDeliveriesAgain } from '../read-deliveries-again.ts';

export function useClearFailed() {
  return useMutation(
    trpc.deliveries.archiveFailed.mutationOptions({
      onSuccess: ({ count }) =>
        notifications.show({
          title: `${counted(count, 'failed delivery was', 'failed deliveries were')} cleared`,
          message: 'The filter "Cleared" still finds them.',
        }),
      onSettled: readDeliveriesAgain,
    }),
  );
}
