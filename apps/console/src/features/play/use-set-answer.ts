import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';

/**
 * The answer has what the receiver does now, so nothing is read again for it. One after the other: each change says the whole
 * answer, and of two under way at once the earlier could arrive last.
 */
export function useSetAnswer() {
  return useMutation(
    trpc.play.setAnswer.mutationOptions({
      scope: { id: 'play.setAnswer' },
      onSuccess: (inbox, { name }) => queryClient.setQueryData(trpc.play.inbox.queryKey({ name }), inbox),
    }),
  );
}
