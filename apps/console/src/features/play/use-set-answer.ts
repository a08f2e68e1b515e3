import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';

/** The answer has what the receiver does now, so nothing is read again for it. */
export function useSetAnswer() {
  return useMutation(
    trpc.play.setAnswer.mutationOptions({
      onSuccess: (inbox, { name }) => queryClient.setQueryData(trpc.play.inbox.queryKey({ name }), inbox),
    }),
  );
}
