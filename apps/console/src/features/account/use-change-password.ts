import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';

import { queryClient, trpc } from '../../api/client.ts';
import { askDoor } from '../session/door.ts';

/** Ends all other sessions as well. */
export function useChangePassword() {
  return useMutation({
    mutationFn: (passwords: { currentPassword: string; newPassword: string }) =>
      askDoor({ path: '/change-password', body: passwords, answer: z.unknown() }),
    // Passwords are not to stay in memory.
    gcTime: 0,
    onSuccess: () => queryClient.invalidateQueries(trpc.session.list.pathFilter()),
  });
}
