import { readsOf } from '@tidings/kernel/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEvents } from '../testing.ts';
import { CALLED } from './keys-for.ts';

let home: Awaited<ReturnType<typeof openEvents>>;
beforeAll(async () => {
  home = await openEvents();
  await home.query(
    `INSERT INTO event.facet_value (account_id, name, value, label, seen_at)
     SELECT 'acct_' || n % 20, 'campaign', 'cmp_' || n, 'Campaign ' || n, now()
     FROM generate_series(1, 10000) AS n`,
  );
  await home.query('ANALYZE event.facet_value');
});
afterAll(() => home.close());

it.each(['force_custom_plan', 'force_generic_plan'] as const)(
  'what a value is called is looked up by the index with %s',
  async (mode) => {
    const reads = await readsOf(home.database, { query: CALLED, values: ['acct_1', 'Campaign 21'] }, mode);
    expect(reads).toMatchObject([{ index: 'facet_value_by_label' }]);
  },
);
