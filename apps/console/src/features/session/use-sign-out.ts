import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { z } from 'zod';

import { queryClient } from '../../api/client.ts';
import { askDoor } from './door.ts';

export function useSignOut() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => askDoor({ path: '/sign-out', body: {}, answer: z.unknown() }),
    onSuccess: async () => {
      await navigate({ to: '/sign-in' });
      queryClient.clear();
      sessionStorage.clear();
    },
  });
}
