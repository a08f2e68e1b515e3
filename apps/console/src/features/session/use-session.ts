import { useSuspenseQuery } from '@tanstack/react-query';
import type { Session } from '@tidings/identity/schema';

import { queryClient, trpc } from '../../api/client.ts';

export const sessionQuery = trpc.session.me.queryOptions(undefined, { staleTime: 60_000 });

/** Who is signed in. The guard of the console has loaded it before anything asks. */
export function useSession() {
  return useSuspenseQuery(sessionQuery).data;
}

/** The built-in receiver exists only outside production. */
export function useHasReceiver(): boolean {
  return useSession().mode !== 'production';
}

/** Whether a webhook's secret can be shown again: not where the operator forbids it, nor to who has no password here. */
export function useCanReveal(): boolean {
  const { secret_reveal: reveal, via } = useSession();
  return reveal === 'reauth' && via === 'sign_in';
}

function isMember({ role, via }: Pick<Session, 'role' | 'via'>, from: 'developer' | 'admin'): boolean {
  return via === 'sign_in' && (role === 'admin' || role === from);
}

/** Whether somebody who signed in has at least this role. Visitors by a portal link never do, whatever the link's. */
export function useHasRole(from: 'developer' | 'admin'): boolean {
  return isMember(useSession(), from);
}

/** Webhooks, deliveries and what events hold are for developers and admins, by whatever door; viewers see events. */
export function isViewer({ role }: Pick<Session, 'role'>): boolean {
  return role === 'viewer';
}

export function useIsViewer(): boolean {
  return isViewer(useSession());
}

/** For what is asked before a page is drawn. */
export function isKnownViewer(): boolean {
  const session = queryClient.getQueryData(sessionQuery.queryKey);
  return session !== undefined && isViewer(session);
}

/** The same of somebody who signed in and has at least this role. */
export function isKnownMember(from: 'developer' | 'admin'): boolean {
  const session = queryClient.getQueryData(sessionQuery.queryKey);
  return session !== undefined && isMember(session, from);
}

/** The same of somebody who came by a link, to whom nothing here belongs but what the link opened. */
export function isKnownVisitor(): boolean {
  return queryClient.getQueryData(sessionQuery.queryKey)?.via === 'portal';
}

/** The same of an installation that has the built-in receiver. */
export function isReceiverKnown(): boolean {
  const session = queryClient.getQueryData(sessionQuery.queryKey);
  return session !== undefined && session.mode !== 'production';
}

/** Where the console begins. */
export function firstPage(session: Pick<Session, 'role'>) {
  return isViewer(session) ? '/dashboard/events' : '/dashboard/settings/webhooks';
}
