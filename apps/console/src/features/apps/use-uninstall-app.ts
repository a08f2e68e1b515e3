import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';

/** Its keys and webhooks go with it, so all three lists are read again. */
export function useUninstallApp() {
  return useMutation(
    trpc.apps.uninstall.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queryClient.invalidateQueries(trpc.apps.list.pathFilter()),
          queryClient.invalidateQueries(trpc.keys.list.pathFilter()),
          queryClient.invalidateQueries(trpc.webhooks.rows.pathFilter()),
        ]),
    }),
  );
}
