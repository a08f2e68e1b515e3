import type { RecordedAttempt } from '@tidings/delivery';
import { deliveryMigrations } from '@tidings/delivery/wiring';
import { createWebhook } from '@tidings/endpoint';
import { endpointEntities, endpointMigrations } from '@tidings/endpoint/wiring';
import { loadCatalog } from '@tidings/event';
import { eventMigrations } from '@tidings/event/wiring';
import {
  type Context,
  createCallerFactory,
  createLog,
  newId,
  readConfig,
  systemClock,
} from '@tidings/kernel';
import { createTestDatabase } from '@tidings/kernel/testing';
import { secretMigrations } from '@tidings/secret/wiring';
import { recordRollups } from './record-rollups.ts';
import { metricsMigrations, metricsRouter } from './wiring.ts';

const callerOf = createCallerFactory(metricsRouter);
export const HOUR_MS = 3_600_000;

/** Rollups on a database of their own. */
export async function installation() {
  const config = readConfig(
    { TIDINGS_MASTER_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}` },
    'production',
  );
  await loadCatalog(config);
  const { url, database, drop } = await createTestDatabase({
    steps: [
      ...eventMigrations,
      ...secretMigrations,
      ...endpointMigrations,
      ...deliveryMigrations,
      ...metricsMigrations,
    ],
    entities: endpointEntities,
  });
  const process = { config, database, clock: systemClock, log: createLog('silent') };
  return {
    url,
    database,
    close: drop,
    record: (attempts: RecordedAttempt[]) =>
      database.transaction((tx) => recordRollups(database, tx, attempts)),
    /** An account that nobody else has used. */
    account: () => {
      const accountId = newId('acct');
      const ctx: Context = {
        ...process,
        accountId,
        actor: { type: 'service', id: 'key_test', name: 'Billing' },
        requestId: 'test',
      };
      const { metrics } = callerOf({ ...ctx, signedIn: true });
      return {
        ctx,
        metrics,
        hook: async () => {
          const { id } = await createWebhook(ctx, {
            url: 'https://93.184.215.14/hooks',
            events: ['*'],
            filter: {},
            description: '',
            payload_style: 'snapshot',
            retry: {},
            timeout_seconds: 5,
            headers: {},
            signature_scheme: 'standard',
          });
          return id;
        },
        /** The first attempt of a delivery of one of its webhooks, as soon as that was made; it succeeded in 10 ms. */
        attempt: (endpointId: string, given: Partial<RecordedAttempt> = {}): RecordedAttempt => {
          const startedAt = given.startedAt ?? new Date();
          return {
            accountId,
            endpointId,
            startedAt,
            waitedMs: null,
            durationMs: 10,
            error: null,
            madeAtMs: startedAt.getTime(),
            isFirst: true,
            isDelivered: (given.error ?? null) === null,
            isExhausted: false,
            ...given,
          };
        },
      };
    },
  };
}
