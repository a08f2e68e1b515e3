import { useQuery } from '@tanstack/react-query';

import { refreshUnlessTold } from '../../api/refresh.ts';
import { deliveryQuery } from './delivery-query.ts';

const REFRESH_MS = 2_000;

/** Watches one delivery; without an id, none. */
export function useDelivery(id: string | undefined) {
  return useQuery({ ...deliveryQuery(id), refetchInterval: refreshUnlessTold(REFRESH_MS) });
}
