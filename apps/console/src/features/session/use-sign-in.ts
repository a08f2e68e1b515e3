import { useMutation } from '@tanstack/react-query';

import { queryClient } from '../../api/client.ts';
import { authClient } from './auth-client.ts';
import { SignInError, signInFailure } from './sign-in-failure.ts';

export function useSignIn() {
  return useMutation({
    mutationFn: async (credentials: { email: string; password: string }) => {
      const { error } = await authClient.signIn.email(credentials).catch(() => ({ error: { status: 0 } }));
      if (error) throw new SignInError(signInFailure(error.status));
      // Whoever was signed in before, nothing of theirs may show.
      queryClient.clear();
    },
  });
}
