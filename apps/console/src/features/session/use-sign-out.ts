import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { queryClient } from '../../api/client.ts';
import { tellFailure } from '../../ui/tell-failure.ts';
import { leavePortal } from '../portal/portal-mark.ts';
import { useSession } from './use-session.ts';

/** Ends the session. Whoever came by a portal link goes back to where the link was, and others to the sign-in. */
export function useSignOut() {
  const navigate = useNavigate();
  const { via, return_url: returnUrl } = useSession();
  return useMutation({
    mutationFn: async () => {
      if (via === 'portal') return leavePortal();
      const { askDoor, NOTHING } = await import('./door.ts');
      await askDoor({ path: '/sign-out', body: {}, answer: NOTHING });
    },
    // Not where it was asked from: a menu or the palette, which may be closed by then.
    onError: (error) => tellFailure(error, 'sign out', 'You are still signed in.'),
    onSuccess: async () => {
      if (returnUrl !== null) {
        // The whole page, also where the portal is a frame of it.
        window.open(returnUrl, '_top');
        return;
      }
      // It was asked for, and there is nobody any more who could save something.
      await navigate({ to: via === 'portal' ? '/portal' : '/sign-in', ignoreBlocker: true });
      queryClient.clear();
      sessionStorage.clear();
    },
  });
}
