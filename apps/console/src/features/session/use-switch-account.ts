import { useMutation } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { goTo } from './go-to.ts';

export function useSwitchAccount() {
  return useMutation(
    trpc.session.switchAccount.mutationOptions({
      onSuccess: () => goTo('/'),
    }),
  );
}
