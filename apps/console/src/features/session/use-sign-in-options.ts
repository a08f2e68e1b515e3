import { signInOptions } from '@tidings/identity/schema';
import { useQuery } from '@tanstack/react-query';

import { askDoor } from './door.ts';

/** What can be done before signing in. Until it is known, only what always can. */
export function useSignInOptions() {
  return useQuery({
    queryKey: ['sign-in-options'],
    queryFn: () => askDoor({ path: '/sign-in-options', answer: signInOptions }),
    staleTime: Infinity,
  }).data;
}
