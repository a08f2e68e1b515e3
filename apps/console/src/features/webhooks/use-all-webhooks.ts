import { useQuery } from '@tanstack/react-query';
import type { Webhook } from '@tidings/endpoint/schema';

import { client, trpc } from '../../api/client.ts';
import { refreshUnlessTold } from '../../api/refresh.ts';
import { useIsViewer } from '../session/use-session.ts';

const PAGE = 100;
/** An account with more has the rest shown by id. */
const MOST_PAGES = 10;
export const MOST_WEBHOOKS = PAGE * MOST_PAGES;
const REFRESH_MS = 15_000;

async function readAll(): Promise<Webhook[]> {
  const all: Webhook[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { data, next_cursor: next } = await client.webhooks.list.query({ limit: PAGE, cursor });
    all.push(...data);
    if (next === null) break;
    cursor = next;
  }
  return all;
}

/** The webhooks of the account, to name them and to choose among them; never any for viewers. */
export function useAllWebhooks() {
  const isViewer = useIsViewer();
  return useQuery({
    // Below the list's own key, so that whatever reads the list again reads this again.
    queryKey: [...trpc.webhooks.list.pathKey(), 'all'],
    queryFn: readAll,
    enabled: !isViewer,
    staleTime: REFRESH_MS,
    refetchInterval: refreshUnlessTold(REFRESH_MS),
  });
}
