import { useQuery } from '@tanstack/react-query';

import { refreshUnlessTold } from '../../api/refresh.ts';
import { overviewQuery } from './overview-query.ts';

const REFRESH_MS = 15_000;

/** The numbers of the account. */
export function useOverview() {
  return useQuery({ ...overviewQuery(), refetchInterval: refreshUnlessTold(REFRESH_MS) });
}
