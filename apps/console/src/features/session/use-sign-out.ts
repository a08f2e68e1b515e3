import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { queryClient } from '../../api/client.ts';
import { authClient } from './auth-client.ts';

export function useSignOut() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => {
      const { error } = await authClient.signOut();
      if (error) throw new Error('The server did not end the session.');
    },
    onSuccess: async () => {
      await navigate({ to: '/sign-in' });
      queryClient.clear();
      sessionStorage.clear();
    },
  });
}
