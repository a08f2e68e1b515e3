import { useMutation } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { tellFailure } from '../../ui/tell-failure.ts';
import { goTo } from './go-to.ts';

export function useSwitchAccount() {
  return useMutation(
    trpc.session.switchAccount.mutationOptions({
      // Not where it was asked from: a menu or the palette, which may be closed by then.
      onError: (error) => tellFailure(error, 'switch the account', 'You are where you were.'),
      onSuccess: () => goTo('/'),
    }),
  );
}
