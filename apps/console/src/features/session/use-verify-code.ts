import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';

import { queryClient } from '../../api/client.ts';
import { askDoor } from './door.ts';

/** Ends a sign-in with a code of the authenticator app, or with one of the backup codes. */
export function useVerifyCode() {
  return useMutation({
    mutationFn: async ({ code, isBackup }: { code: string; isBackup: boolean }) => {
      const path = isBackup ? '/two-factor/verify-backup-code' : '/two-factor/verify-totp';
      await askDoor({ path, body: { code }, answer: z.unknown() });
      queryClient.clear();
    },
  });
}
