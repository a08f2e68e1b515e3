import { skipToken, useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { deliveryQuery } from '../deliveries/delivery-query.ts';
import type { VerifySearch } from './verify-search.ts';

/** The webhook whose signature is looked at: the one that the link names, or that of its delivery. Perhaps none. */
export function useSigner({ webhook, delivery }: VerifySearch) {
  const sent = useQuery(deliveryQuery(webhook === undefined ? delivery : undefined));
  const id = webhook ?? sent.data?.webhook_id;
  const signer = useQuery(trpc.webhooks.get.queryOptions(id === undefined ? skipToken : { id }));
  return { signer: signer.data, read: sent.error ? sent : signer };
}
