import { catalogOf, loadCatalog } from '@tidings/event';
import { type Context, createCallerFactory, createLog, newId, readConfig } from '@tidings/kernel';
import { createTestDatabase } from '@tidings/kernel/testing';
import { secretMigrations } from '@tidings/secret/wiring';
import { endpointRouter } from './router.ts';
import { endpointEntities, endpointMigrations } from './wiring.ts';

const callerOf = createCallerFactory(endpointRouter);

/** An address that is nobody's business but public: nothing is ever sent there by these tests. */
export const PUBLIC_URL = 'https://93.184.215.14/hooks';

/** Webhooks on a database of their own. Only 127.0.0.0/8 may be reached besides public addresses. */
export async function installation() {
  const config = readConfig(
    {
      ALLOW_PRIVATE_NETWORKS: '127.0.0.0/8',
      RETRY_DELAYS: '1m,5m,15m',
      TIDINGS_MASTER_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    },
    'production',
  );
  await loadCatalog(config);
  const { url, database, drop } = await createTestDatabase({
    steps: [...secretMigrations, ...endpointMigrations],
    entities: endpointEntities,
  });
  let now = new Date('2026-11-20T14:34:00.000Z');
  const clock = { now: () => now, monotonicMs: () => now.getTime() };
  const log = createLog('silent');
  const contextOf = (accountId: string): Context => ({
    config,
    database,
    clock,
    log,
    accountId,
    actor: { type: 'service', id: 'key_test', name: 'Billing' },
    requestId: 'test',
  });
  return {
    url,
    config,
    log,
    database,
    catalog: catalogOf({ config }),
    close: drop,
    passMs: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
    /** An account that nobody else has used. */
    account: () => {
      const ctx = contextOf(newId('acct'));
      const { webhooks } = callerOf({ ...ctx, signedIn: true });
      return {
        ctx,
        webhooks,
        create: (input: Partial<Parameters<typeof webhooks.create>[0]> = {}) =>
          webhooks.create({ url: PUBLIC_URL, events: ['*'], ...input }),
      };
    },
  };
}
