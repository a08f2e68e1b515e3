import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';

import { queryClient, trpc } from '../../../api/client.ts';
import { askDoor } from '../../session/door.ts';

const enrolment = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });
export type Enrolment = z.output<typeof enrolment>;
const renewed = z.object({ backupCodes: z.array(z.string()) });

/** A right code makes a new session of this one, as does turning it off. */
const readAgain = () =>
  Promise.all([
    queryClient.invalidateQueries(trpc.session.me.pathFilter()),
    queryClient.invalidateQueries(trpc.session.list.pathFilter()),
  ]);

// Passwords, secrets and codes are not to stay in memory: `gcTime` 0.

/** Begins it: nothing is asked for at the sign-in until a first code was right. */
export function useEnableSecondFactor() {
  return useMutation({
    mutationFn: (password: string) =>
      askDoor({ path: '/two-factor/enable', body: { password }, answer: enrolment }),
    gcTime: 0,
  });
}

export function useConfirmSecondFactor() {
  return useMutation({
    mutationFn: (code: string) =>
      askDoor({ path: '/two-factor/verify-totp', body: { code }, answer: z.unknown() }),
    gcTime: 0,
    onSuccess: readAgain,
  });
}

export function useDisableSecondFactor() {
  return useMutation({
    mutationFn: (password: string) =>
      askDoor({ path: '/two-factor/disable', body: { password }, answer: z.unknown() }),
    gcTime: 0,
    onSuccess: readAgain,
  });
}

export function useRenewBackupCodes() {
  return useMutation({
    mutationFn: (password: string) =>
      askDoor({ path: '/two-factor/generate-backup-codes', body: { password }, answer: renewed }),
    gcTime: 0,
  });
}
