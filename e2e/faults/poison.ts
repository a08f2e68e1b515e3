import type { Delivery, Page } from '../support/shapes.ts';
import { type Account, insist, publishBatch } from './backlog.ts';
import type { Accepted } from './evidence.ts';
import { POISON } from './orders.ts';

const NEIGHBOURS = 20;

/** Publishes an event that ends every process which is about to send it, and others to the same webhook around it. */
export function publishPoison(account: Account, until: AbortSignal): Promise<Accepted[]> {
  const beside = Array.from({ length: NEIGHBOURS }, (_, index) => `beside-${index}`);
  return publishBatch(account, { key: POISON, tags: beside.toSpliced(NEIGHBOURS / 2, 0, POISON) }, until);
}

/** @returns the delivery of the webhook that was given up, once there is one; undefined when time is up. */
export function givenUpOf(
  { doors }: Account,
  webhookId: string,
  until: AbortSignal,
): Promise<Delivery | undefined> {
  return insist(
    doors,
    async (api) => {
      const { body } = await api.get<Page<Delivery>>(`/webhooks/${webhookId}/deliveries?status=failed`);
      return body.data[0];
    },
    until,
  );
}
