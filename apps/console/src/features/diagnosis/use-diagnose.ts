import { useMutation } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';

/** Looks at everything that has to be right for events to arrive. It changes nothing. */
export function useDiagnose() {
  return useMutation(trpc.trials.diagnose.mutationOptions());
}
