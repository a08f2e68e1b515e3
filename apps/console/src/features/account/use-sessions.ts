import { useMutation, useQuery } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';

const readAgain = () => queryClient.invalidateQueries(trpc.session.list.pathFilter());

export function useSessions() {
  return useQuery(trpc.session.list.queryOptions());
}

export function useEndSession() {
  return useMutation(trpc.session.end.mutationOptions({ onSettled: readAgain }));
}

export function useEndOtherSessions() {
  return useMutation(trpc.session.endOthers.mutationOptions({ onSettled: readAgain }));
}
