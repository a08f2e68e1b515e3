import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../../api/client.ts';
import { count } from '../../../format/number.ts';
import { logKey } from '../../../log/log-query.ts';
import { deliveriesWords } from './replay-words.ts';

export function useCancelReplay() {
  return useMutation(
    trpc.replays.cancel.mutationOptions({
      onSuccess: (replay) => {
        queryClient.setQueryData(trpc.replays.get.queryKey({ id: replay.id }), replay);
        notifications.show({
          title: 'The replay was cancelled',
          message: `${count(replay.done)} of ${deliveriesWords(replay.total)} had been attempted.`,
        });
      },
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries(trpc.replays.pathFilter()),
          queryClient.invalidateQueries({ queryKey: logKey('deliveries') }),
        ]),
    }),
  );
}
