import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';

const readInvitationsAgain = () => queryClient.invalidateQueries(trpc.team.invitations.pathFilter());

// The answers of these two may hold a link: it goes when what shows it does.

export function useInvite() {
  return useMutation(trpc.team.invite.mutationOptions({ gcTime: 0, onSuccess: readInvitationsAgain }));
}

export function useResendInvitation() {
  return useMutation(
    trpc.team.resendInvitation.mutationOptions({ gcTime: 0, onSettled: readInvitationsAgain }),
  );
}

export function useRevokeInvitation() {
  return useMutation(trpc.team.revokeInvitation.mutationOptions({ onSettled: readInvitationsAgain }));
}
