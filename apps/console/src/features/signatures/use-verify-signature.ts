import { useMutation } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';

/** Checks a signature. Nothing of it stays in the cache: what is asked with is a secret. */
export function useVerifySignature() {
  return useMutation(trpc.signatures.verify.mutationOptions({ gcTime: 0 }));
}
