import { queryOptions } from '@tanstack/react-query';
import { openInvitation } from '@tidings/identity/schema';

import { queryClient } from '../../api/client.ts';
import { askDoor } from './door.ts';

/** What somebody is invited to, by the token of the link. */
export function invitationQuery(token: string) {
  return queryOptions({
    queryKey: ['invitation', token],
    queryFn: () => askDoor({ path: '/invitation/show', body: { token }, answer: openInvitation }),
    retry: false,
    staleTime: 15_000,
  });
}

/** Asks for it while the code of the page is on the way. Nothing waits for it. */
export function prefetchInvitation(token: string): void {
  void queryClient.prefetchQuery(invitationQuery(token));
}
