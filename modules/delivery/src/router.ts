import { accountProcedure, router } from '@tidings/kernel';
import { getDelivery } from './get-delivery.ts';
import { listAttempts } from './list-attempts.ts';
import { listDeliveries } from './list-deliveries.ts';
import { retryDelivery } from './retry-delivery.ts';
import { attemptList, delivery, deliveryIdInput, deliveryPage, listDeliveriesInput } from './schema.ts';

const tag = 'Deliveries';

export const deliveryRouter = router({
  deliveries: router({
    list: accountProcedure
      .meta({
        rest: {
          method: 'GET',
          path: '/webhooks/{id}/deliveries',
          summary: "List a webhook's deliveries",
          tag,
        },
      })
      .input(listDeliveriesInput)
      .output(deliveryPage)
      .query(({ ctx, input }) => listDeliveries(ctx, input)),
    get: accountProcedure
      .meta({ rest: { method: 'GET', path: '/deliveries/{id}', summary: 'Read a delivery', tag } })
      .input(deliveryIdInput)
      .output(delivery)
      .query(({ ctx, input }) => getDelivery(ctx, input)),
    attempts: accountProcedure
      .meta({
        rest: {
          method: 'GET',
          path: '/deliveries/{id}/attempts',
          summary: 'List the attempts of a delivery',
          tag,
        },
      })
      .input(deliveryIdInput)
      .output(attemptList)
      .query(({ ctx, input }) => listAttempts(ctx, input)),
    retry: accountProcedure
      .meta({
        rest: { method: 'POST', path: '/deliveries/{id}/retry', summary: 'Attempt a delivery now', tag },
      })
      .input(deliveryIdInput)
      .output(delivery)
      .mutation(({ ctx, input }) => retryDelivery(ctx, input)),
  }),
});
