import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../../api/client.ts';
import { counted } from '../../../format/number.ts';
import { logKey } from '../../../log/log-query.ts';

/** Delivers one event once more, and says to how many webhooks. */
export function useReplayEvent() {
  return useMutation(
    trpc.replays.event.mutationOptions({
      onSuccess: ({ count }) =>
        notifications.show(
          count === 0
            ? {
                title: 'Nothing was sent',
                message: 'No webhook that is active now gets such an event.',
              }
            : {
                title: `${counted(count, 'delivery is', 'deliveries are')} on the way`,
                message: 'What becomes of it shows beside the event.',
              },
        ),
      onSettled: (_made, _error, { id }) =>
        Promise.all([
          queryClient.invalidateQueries(trpc.events.get.queryFilter({ id })),
          queryClient.invalidateQueries({ queryKey: logKey('deliveries') }),
        ]),
    }),
  );
}
