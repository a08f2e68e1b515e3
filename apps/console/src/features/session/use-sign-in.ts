import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';

import { queryClient } from '../../api/client.ts';
import { forgetPortal } from '../portal/portal-mark.ts';
import { askDoor } from './door.ts';

const signedIn = z.object({ twoFactorRedirect: z.boolean().optional() });

/** Signs in with e-mail and password; `needsCode` when the second factor is still to come. */
export function useSignIn() {
  return useMutation({
    mutationFn: async (credentials: { email: string; password: string }) => {
      const { twoFactorRedirect } = await askDoor({
        path: '/sign-in/email',
        body: credentials,
        answer: signedIn,
      });
      // Whoever was signed in before, nothing of theirs may show.
      queryClient.clear();
      forgetPortal();
      return { needsCode: twoFactorRedirect === true };
    },
  });
}
