import { statement } from '@tidings/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { installation } from './testing.ts';
import { endpointTasks } from './wiring.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const ADD = statement<never>(
  '',
  `INSERT INTO endpoint.revision (endpoint_id, valid_from, status, events, api_version)
   SELECT $1, now() - days * interval '1 day', 'active', ARRAY['day ' || days], '2026-11-01'
   FROM unnest($2::int[]) AS days`,
);
const KEPT = statement<{ event: string }>(
  '',
  'SELECT events[1] AS event FROM endpoint.revision WHERE endpoint_id = $1 ORDER BY valid_from',
);

it('what a webhook was is forgotten once no event is as old, but for the state that it was in by then', async () => {
  const { ctx } = home.account();
  const days = home.config.RETENTION_DAYS;
  await home.database.query(ADD, ['wh_changed', [days + 40, days + 20, days + 10, days - 1, 1]]);
  await home.database.query(ADD, ['wh_old', [days + 300]]);
  for (const task of endpointTasks) await task.run(ctx);
  const kept = async (id: string) => (await home.database.query(KEPT, [id])).map(({ event }) => event);
  expect(await kept('wh_changed')).toEqual([`day ${days + 10}`, `day ${days - 1}`, 'day 1']);
  expect(await kept('wh_old')).toEqual([`day ${days + 300}`]);
});
