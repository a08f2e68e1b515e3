import { useMutation } from '@tanstack/react-query';

import { trpc } from '../../../api/client.ts';

/** Tries a filter on a sample and on past events; changes nothing. */
export function useTestFilter() {
  return useMutation(trpc.filters.test.mutationOptions());
}
