import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';

import { refreshEvery } from '../../api/refresh.ts';
import { deliveryLogQuery, readOlder } from './delivery-log-query.ts';
import type { LogSearch } from './log-search.ts';

const REFRESH_MS = 2_000;

export function useDeliveryLog(id: string, search: LogSearch, live: boolean) {
  const log = useQuery({
    ...deliveryLogQuery(id, search),
    placeholderData: keepPreviousData,
    refetchInterval: live ? refreshEvery(REFRESH_MS) : false,
  });
  const older = useMutation({ mutationFn: (cursor: string) => readOlder(id, search, cursor) });
  return { log, older };
}
