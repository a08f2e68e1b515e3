import { accountProcedure, catalogProcedure, router } from '@tidings/kernel';
import { z } from 'zod';
import { archiveFailed } from './control/archive-failed.ts';
import { cancelDelivery } from './control/cancel-delivery.ts';
import { exportDeliveries } from './log/export-deliveries.ts';
import { getDelivery } from './log/get-delivery.ts';
import { latestAttempts } from './log/latest-attempts.ts';
import { listAttempts } from './log/list-attempts.ts';
import { listDeliveries } from './log/list-deliveries.ts';
import { listSourceIps } from './log/list-source-ips.ts';
import { listeningProcedures } from './listening/listening-router.ts';
import { replayProcedures } from './replay/replay-router.ts';
import { retryDelivery } from './control/retry-delivery.ts';
import { retryFailed } from './control/retry-failed.ts';
import {
  attemptPage,
  delivery,
  deliveryCount,
  deliveryIdInput,
  deliveryPage,
  exportDeliveriesInput,
  failedDeliveriesInput,
  failedSummary,
  failedSummaryInput,
  latestAttemptList,
  latestAttemptsInput,
  listAttemptsInput,
  listDeliveriesInput,
  sourceIpPage,
} from './schema.ts';
import { summarizeFailed } from './log/summarize-failed.ts';
import { trialProcedures } from './trial/trial-router.ts';

const tag = 'Deliveries';

export const deliveryRouter = router({
  sourceIps: router({
    list: catalogProcedure
      .meta({
        rest: {
          method: 'GET',
          path: '/source-ips',
          summary: 'List addresses that deliveries come from',
          tag,
        },
      })
      .input(z.strictObject({}))
      .output(sourceIpPage)
      .query(({ ctx }) => listSourceIps(ctx)),
  }),
  listening: router(listeningProcedures),
  replays: router(replayProcedures),
  trials: router(trialProcedures),
  deliveries: router({
    list: accountProcedure({ scope: 'deliveries:read', role: 'developer' })
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
    // Over REST this is the list with `Accept: text/csv`.
    exportCsv: accountProcedure({ scope: 'deliveries:read', role: 'developer' })
      .meta({ audit: ['deliveries.exported'] })
      .input(exportDeliveriesInput)
      .query(({ ctx, input }) => exportDeliveries(ctx, input)),
    failedSummary: accountProcedure({ scope: 'deliveries:read', role: 'developer' })
      .meta({
        rest: {
          method: 'GET',
          path: '/webhooks/{id}/deliveries/failed_summary',
          summary: "Summarize a webhook's failed deliveries",
          tag,
        },
      })
      .input(failedSummaryInput)
      .output(failedSummary)
      .query(({ ctx, input }) => summarizeFailed(ctx, input)),
    retryFailed: accountProcedure({ scope: 'deliveries:write', role: 'developer' })
      .meta({
        audit: ['failed_deliveries.retried'],
        rest: {
          method: 'POST',
          path: '/webhooks/{id}/deliveries/retry_failed',
          status: 202,
          summary: 'Attempt all failed deliveries of a webhook now',
          tag,
        },
      })
      .input(failedDeliveriesInput)
      .output(deliveryCount)
      .mutation(({ ctx, input }) => retryFailed(ctx, input)),
    archiveFailed: accountProcedure({ scope: 'deliveries:write', role: 'developer' })
      .meta({
        audit: ['failed_deliveries.archived'],
        rest: {
          method: 'POST',
          path: '/webhooks/{id}/deliveries/archive_failed',
          summary: 'Archive all failed deliveries of a webhook',
          tag,
        },
      })
      .input(failedDeliveriesInput)
      .output(deliveryCount)
      .mutation(({ ctx, input }) => archiveFailed(ctx, input)),
    get: accountProcedure({ scope: 'deliveries:read', role: 'developer' })
      .meta({ rest: { method: 'GET', path: '/deliveries/{id}', summary: 'Read a delivery', tag } })
      .input(deliveryIdInput)
      .output(delivery)
      .query(({ ctx, input }) => getDelivery(ctx, input)),
    attempts: accountProcedure({ scope: 'deliveries:read', role: 'developer' })
      .meta({
        rest: {
          method: 'GET',
          path: '/deliveries/{id}/attempts',
          summary: 'List the attempts of a delivery',
          tag,
        },
      })
      .input(listAttemptsInput)
      .output(attemptPage)
      .query(({ ctx, input }) => listAttempts(ctx, input)),
    latestAttempts: accountProcedure({ scope: 'deliveries:read', role: 'developer' })
      .input(latestAttemptsInput)
      .output(latestAttemptList)
      .query(({ ctx, input }) => latestAttempts(ctx, input)),
    retry: accountProcedure({ scope: 'deliveries:write', role: 'developer' })
      .meta({
        audit: ['delivery.retried'],
        rest: { method: 'POST', path: '/deliveries/{id}/retry', summary: 'Attempt a delivery now', tag },
      })
      .input(deliveryIdInput)
      .output(delivery)
      .mutation(({ ctx, input }) => retryDelivery(ctx, input)),
    cancel: accountProcedure({ scope: 'deliveries:write', role: 'developer' })
      .meta({
        audit: ['delivery.cancelled'],
        rest: {
          method: 'POST',
          path: '/deliveries/{id}/cancel',
          summary: 'Make no further attempt of a delivery',
          tag,
        },
      })
      .input(deliveryIdInput)
      .output(delivery)
      .mutation(({ ctx, input }) => cancelDelivery(ctx, input)),
  }),
});
