import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';
import { isolated } from '../../format/isolated.ts';

/** @param name of the key: it is told here, since whoever asked goes with its row as soon as the keys are read again. */
export function useRevokeKey(name: string) {
  return useMutation(
    trpc.keys.revoke.mutationOptions({
      onSuccess: () =>
        notifications.show({
          title: `${isolated(name)} was revoked`,
          message: 'Requests with it are refused.',
        }),
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries(trpc.keys.list.pathFilter()),
          queryClient.invalidateQueries(trpc.apps.list.pathFilter()),
        ]),
    }),
  );
}
