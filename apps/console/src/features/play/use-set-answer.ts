import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';

export function useSetAnswer() {
  return useMutation(
    trpc.play.setAnswer.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.play.pathFilter()),
    }),
  );
}
