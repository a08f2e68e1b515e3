import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';

export function useInstallApp() {
  return useMutation(
    trpc.apps.install.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.apps.list.pathFilter()),
    }),
  );
}
