import { useQuery } from '@tanstack/react-query';

import { refreshUnlessTold } from '../../../api/refresh.ts';
import { volumesQuery } from './volumes-query.ts';

const REFRESH_MS = 30_000;

/** Deliveries of seven days of every webhook, by its id; asked for only where they put the list in order. */
export function useVolumes(enabled: boolean) {
  return useQuery({
    ...volumesQuery,
    enabled,
    refetchInterval: refreshUnlessTold(REFRESH_MS),
    select: ({ data }) => new Map(data.map(({ webhook_id: id, deliveries }) => [id, deliveries])),
  });
}
