import { statement } from '@tidings/kernel';
import { firstStatementOf, nameOf, type PlanCase, provePlans, readsOf } from '@tidings/kernel/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Endpoint } from './endpoint.entity.ts';
import { conditionOf } from './list-webhooks.ts';
import { recordActivity } from './record-activity.ts';
import { settleDegraded } from './settle-degraded.ts';
import { findSubscribers } from './subscribers.ts';
import { loadTargets } from './targets.ts';
import { installation } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;

const WEBHOOKS = statement<never>(
  '',
  `INSERT INTO endpoint.endpoint
     (id, account_id, name, description, url, events, api_version, status, retry_enabled, max_retries, timeout_seconds,
      headers, created_by, created_at, updated_at)
   SELECT 'wh_' || n, 'acct_' || n % 1000, '', '', 'https://example.com', '{*}', '2026-01-01', 'active', true, 6, 30,
          '{}', '{}', now(), now()
   FROM generate_series(1, 5000) AS n`,
);
const ACTIVITY = statement<never>(
  '',
  `INSERT INTO endpoint.activity (endpoint_id, is_degraded, last_attempt_at)
   SELECT 'wh_' || n, n % 50 = 7, now() - interval '1 hour' FROM generate_series(1, 5000) AS n`,
);

/** A thousand accounts with five webhooks each. */
beforeAll(async () => {
  home = await installation();
  await home.database.query(WEBHOOKS);
  await home.database.query(ACTIVITY);
  await home.database.query(statement('', 'ANALYZE'));
});
afterAll(() => home.close());

const ids = ['wh_7', 'wh_1234', 'wh_4999'];

const CASES: Record<string, PlanCase> = {
  'where deliveries go': {
    given: () => firstStatementOf((database) => loadTargets({ ...home.account().ctx, database }, ids)),
    indexes: ['endpoint_pkey'],
  },
  'who is subscribed': {
    given: () => firstStatementOf((tx) => findSubscribers(tx, home, ['acct_7', 'acct_8'])),
    indexes: ['endpoint_by_account'],
  },
  'the activity that attempts are counted in': {
    given: () =>
      firstStatementOf((tx) =>
        recordActivity(
          tx,
          ids.map((endpointId) => ({ endpointId, succeeded: false })),
        ),
      ),
    indexes: ['activity_pkey'],
  },
  'which degraded webhooks are well again': {
    given: () => {
      const counts = new Map(ids.map((id) => [id, { attempts: 20, failed: 0 }]));
      return firstStatementOf((database) => settleDegraded(database, counts, new Date()));
    },
    indexes: ['activity_degraded', 'activity_pkey'],
  },
};

provePlans(CASES, () => home.database);

// No ids are read and sent back: past 65,535 of them Postgres would take no statement.
it.each([
  { health: 'failing' },
  { health: 'healthy' },
  { health: 'idle' },
  { badge: 'active' },
  { badge: 'failing' },
] as const)('lists webhooks of %j by a look-up for each of the account', async (wanted) => {
  // The builder names these conditions otherwise than `find` does, which makes the same of them.
  const where: object = conditionOf({ ...home.account().ctx, accountId: 'acct_7' }, { limit: 25, ...wanted });
  const text = home.database.orm.em
    .fork()
    .createQueryBuilder(Endpoint)
    .where(where)
    .orderBy({ id: 'desc' })
    .limit(26)
    .getFormattedQuery();
  const given = { query: statement<object>(`test.list-${JSON.stringify(wanted)}`, text), values: [] };
  const reads = await readsOf(home.database, given, 'force_custom_plan');
  expect([...new Set(reads.map(nameOf))].toSorted()).toEqual(['activity_pkey', 'endpoint_by_account']);
});
