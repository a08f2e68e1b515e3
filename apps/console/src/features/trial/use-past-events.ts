import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';

const SHOWN = 8;

/** The newest events of a type, and of what they are about, where one is asked for. */
export function usePastEvents({ type, q }: { type: string | undefined; q: string | undefined }) {
  return useQuery(
    trpc.events.list.queryOptions(
      { limit: SHOWN, type: type || undefined, q: q?.trim() || undefined },
      { placeholderData: keepPreviousData },
    ),
  );
}
