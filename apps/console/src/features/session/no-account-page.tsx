import { Button, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';

import { queryClient } from '../../api/client.ts';
import { isolated } from '../../format/isolated.ts';
import { AlertLine } from './alert-line.tsx';
import { askDoor } from './door.ts';
import { DoorCard } from './door-card.tsx';
import { goTo } from './go-to.ts';
import { sessionQuery } from './use-session.ts';

/** For somebody who is signed in and belongs to no account: they were removed from the last one, or it was deleted. */
export function NoAccountPage() {
  // What was read while there was one is forgotten as soon as this is shown.
  const [left] = useState(() => queryClient.getQueryData(sessionQuery.queryKey)?.account.name);
  const signOut = useMutation({
    mutationFn: () => askDoor({ path: '/sign-out', body: {}, answer: z.unknown() }),
    onSuccess: () => goTo('/sign-in'),
  });
  return (
    <DoorCard
      title={
        left === undefined ? 'You belong to no account' : `You no longer have access to ${isolated(left)}`
      }
      sentence={
        left === undefined
          ? 'The last one was deleted, or you left it or were removed from it.'
          : 'You were removed from it, or it was deleted, and you belong to no other account.'
      }
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
