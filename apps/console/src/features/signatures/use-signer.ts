import { skipToken, useQuery } from '@tanstack/react-query';
import type { Webhook } from '@tidings/endpoint/schema';

import { trpc } from '../../api/client.ts';
import { deliveryQuery } from '../deliveries/delivery-query.ts';
import type { VerifySearch } from './verify-search.ts';

/** The webhook whose signature is looked at: the one that the link names, or that of its delivery. Perhaps none. */
export function useSigner({ webhook, delivery }: VerifySearch): Webhook | undefined {
  const { data } = useQuery(deliveryQuery(webhook === undefined ? delivery : undefined));
  const id = webhook ?? data?.webhook_id;
  return useQuery(trpc.webhooks.get.queryOptions(id === undefined ? skipToken : { id })).data;
}
