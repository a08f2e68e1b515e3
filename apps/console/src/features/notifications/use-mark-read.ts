import { useMutation } from '@tanstack/react-query';

import { tellFailure } from '../../ui/tell-failure.ts';
import { queryClient, trpc } from '../../api/client.ts';

const readAgain = () =>
  Promise.all([
    queryClient.invalidateQueries(trpc.notifications.list.pathFilter()),
    queryClient.invalidateQueries(trpc.notifications.unread.pathFilter()),
  ]);

export function useMarkRead() {
  return useMutation(
    trpc.notifications.markRead.mutationOptions({
      onError: (error) => tellFailure(error, 'mark it as read', 'It is still unread.'),
      onSettled: readAgain,
    }),
  );
}

/** Everything up to the newest that is shown: what came since was not seen. */
export function useMarkAllRead() {
  return useMutation(
    trpc.notifications.markAllRead.mutationOptions({
      onError: (error) => tellFailure(error, 'mark them as read', 'They are as they were.'),
      onSettled: readAgain,
    }),
  );
}
