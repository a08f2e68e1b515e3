import { useQuery } from '@tanstack/react-query';

import { refreshUnlessTold } from '../../api/refresh.ts';
import { useIsViewer } from '../session/use-session.ts';
import { webhookRowsQuery } from './webhook-rows-query.ts';

const REFRESH_MS = 15_000;

/** The webhooks of the account, to name them and to choose among them; never any for viewers. */
export function useAllWebhooks() {
  const isViewer = useIsViewer();
  return useQuery({
    ...webhookRowsQuery,
    select: ({ data }) => data,
    enabled: !isViewer,
    refetchInterval: refreshUnlessTold(REFRESH_MS),
  });
}
