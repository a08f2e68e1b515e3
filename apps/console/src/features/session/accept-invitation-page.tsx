import { Button, Skeleton, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';

import { queryClient } from '../../api/client.ts';
import { isolated } from '../../format/isolated.ts';
import { forgetPortal } from '../portal/portal-mark.ts';
import { AlertLine } from './alert-line.tsx';
import { askDoor, DoorError } from './door.ts';
import { DoorCard } from './door-card.tsx';
import { invitationQuery } from './invitation-query.ts';
import { JoinForm } from './join-form.tsx';
import { isOfOtherAddress, signInFailure } from './sign-in-failure.tsx';
import { type SignInStep, SignInSteps } from './sign-in-steps.tsx';

interface AcceptInvitationPageProps {
  token: string;
  onJoined: () => void;
}

/** Behind the link of an invitation: somebody new chooses a password, who has one signs in. */
export function AcceptInvitationPage({ token, onJoined }: AcceptInvitationPageProps) {
  const [step, setStep] = useState<SignInStep>('password');
  const accept = useMutation({
    mutationFn: (chosen: { name?: string; password?: string }) =>
      askDoor({ path: '/invitation/accept', body: { token, ...chosen }, answer: z.unknown() }),
    onSuccess: () => {
      queryClient.clear();
      forgetPortal();
      onJoined();
    },
  });
  const invitation = useQuery({
    ...invitationQuery(token),
    // Once accepted it is spent, and would be asked for again on the way out of here.
    enabled: accept.isIdle || accept.isError,
    // It was asked for on the way here, and what is spent stays so.
    retryOnMount: false,
  });

  if (invitation.isPending) {
    return (
      <DoorCard title="Your invitation" sentence={<Skeleton component="span" height={14} display="block" />}>
        <Skeleton height={120} mt={16} />
      </DoorCard>
    );
  }
  if (invitation.isError) {
    const isSpent = invitation.error instanceof DoorError && [400, 404].includes(invitation.error.status);
    return (
      <DoorCard
        title={isSpent ? 'This link opens nothing' : 'The invitation could not be read'}
        sentence={
          isSpent
            ? 'The invitation was used, revoked or sent again, or it is older than seven days. Ask for a new one.'
            : signInFailure(invitation.error, 'Try again later.')
        }
      >
        <Button component={Link} to="/sign-in" variant="default" fullWidth>
          Go to the sign-in
        </Button>
      </DoorCard>
    );
  }
  const { email, role, account_name, invited_by, is_known } = invitation.data;
  const failure = accept.error instanceof DoorError ? accept.error : null;
  const title = `Join ${isolated(account_name)}`;
  if (!is_known) {
    return (
      <DoorCard
        title={title}
        sentence={`${isolated(invited_by)} invites ${email} to be ${article(role)} ${role}.`}
        hint="You sign in with this address and the password that you choose here."
      >
        <JoinForm
          email={email}
          pending={accept.isPending}
          failure={failure}
          onSubmit={(chosen, refuse) => accept.mutate(chosen, { onError: refuse })}
        />
      </DoorCard>
    );
  }
  const isElsewhere = failure?.status === 403 && !isOfOtherAddress(failure);
  const needsSignIn = failure?.status === 401;
  return (
    <DoorCard
      title={title}
      sentence={
        needsSignIn
          ? `Sign in as ${email} to accept.`
          : `${isolated(invited_by)} invites ${email} to be ${article(role)} ${role}. You have a password here already.`
      }
    >
      {needsSignIn || isElsewhere ? (
        <Stack gap="md">
          <AlertLine>{isElsewhere ? failure.message : null}</AlertLine>
          <SignInSteps step={step} email={email} onStep={setStep} onSignedIn={() => accept.mutate({})} />
        </Stack>
      ) : (
        <Stack gap="md">
          <AlertLine>{failure ? signInFailure(failure, failure.message) : null}</AlertLine>
          <Button loading={accept.isPending} onClick={() => accept.mutate({})} fullWidth>
            Accept the invitation
          </Button>
        </Stack>
      )}
    </DoorCard>
  );
}

function article(role: string): string {
  return /^[aeiou]/.test(role) ? 'an' : 'a';
}
