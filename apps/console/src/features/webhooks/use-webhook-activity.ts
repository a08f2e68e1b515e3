import { useQuery } from '@tanstack/react-query';
import type { webhookActivity } from '@tidings/endpoint/schema';
import type { z } from 'zod';

import { trpc } from '../../api/client.ts';
import { refreshUnlessTold } from '../../api/refresh.ts';

export type WebhookActivity = z.output<typeof webhookActivity>;

const REFRESH_MS = 5_000;

/** What each webhook has done so far, by its id. */
export function useWebhookActivity() {
  return useQuery(
    trpc.webhooks.activity.queryOptions(
      {},
      {
        refetchInterval: refreshUnlessTold(REFRESH_MS),
        select: (list) => new Map(list.data.map((activity) => [activity.webhook_id, activity])),
      },
    ),
  );
}
