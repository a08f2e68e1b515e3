import { accountProcedure, router } from '@tidings/kernel';
import { listSparklines } from './list-sparklines.ts';
import { listVolumes } from './list-volumes.ts';
import {
  overview,
  overviewInput,
  sparklines,
  sparklinesInput,
  stats,
  statsInput,
  volumes,
  volumesInput,
} from './schema.ts';
import { showOverview } from './show-overview.ts';
import { showStats } from './show-stats.ts';

export const metricsRouter = router({
  metrics: router({
    stats: accountProcedure({ scope: 'webhooks:read', role: 'developer' })
      .meta({
        rest: {
          method: 'GET',
          path: '/webhooks/{id}/stats',
          summary: 'Read how a webhook does',
          tag: 'Webhooks',
        },
      })
      .input(statsInput)
      .output(stats)
      .query(({ ctx, input }) => showStats(ctx, input)),
    sparklines: accountProcedure({ scope: 'webhooks:read', role: 'developer' })
      .input(sparklinesInput)
      .output(sparklines)
      .query(({ ctx, input }) => listSparklines(ctx, input)),
    volumes: accountProcedure({ scope: 'webhooks:read', role: 'developer' })
      .input(volumesInput)
      .output(volumes)
      .query(({ ctx, input }) => listVolumes(ctx, input)),
    overview: accountProcedure({ scope: 'webhooks:read', role: 'developer' })
      .input(overviewInput)
      .output(overview)
      .query(({ ctx, input }) => showOverview(ctx, input)),
  }),
});
