import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';

const COUNTED_MOST = 100;

/** How many webhooks there are, "100+" beyond what one page tells; null until it is known. */
export function useWebhookCount(): string | null {
  const { data } = useQuery(trpc.webhooks.list.queryOptions({ limit: COUNTED_MOST }, { staleTime: 30_000 }));
  return data ? `${data.data.length}${data.has_more ? '+' : ''}` : null;
}
