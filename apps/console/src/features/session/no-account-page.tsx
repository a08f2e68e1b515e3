import { Button, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';

import { AlertLine } from './alert-line.tsx';
import { askDoor } from './door.ts';
import { DoorCard } from './door-card.tsx';
import { goTo } from './go-to.ts';

/** For somebody who is signed in and belongs to no account: the last one was deleted, as a rule. */
export function NoAccountPage() {
  const signOut = useMutation({
    mutationFn: () => askDoor({ path: '/sign-out', body: {}, answer: z.unknown() }),
    onSuccess: () => goTo('/sign-in'),
  });
  return (
    <DoorCard
      title="Your account is gone"
      sentence="The account that you were in no longer exists, or you were removed from it, and you belong to no other."
      hint="An invitation lets you in again, with the password that you have."
    >
      <Stack gap="md" mt={16}>
        <AlertLine>{signOut.error && 'Could not sign out: the server did not answer. Try again.'}</AlertLine>
        <Button loading={signOut.isPending} onClick={() => signOut.mutate()} fullWidth>
          Sign out
        </Button>
      </Stack>
    </DoorCard>
  );
}
