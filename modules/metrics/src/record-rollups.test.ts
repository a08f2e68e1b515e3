import { attemptError } from '@tidings/delivery/schema';
import { newId, type Sql, statement, timeOfId } from '@tidings/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERROR_CLASSES } from './error-classes.ts';
import { countGivenUp, recordRollups } from './record-rollups.ts';
import { HOUR_MS, installation } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const ROWS = statement<Record<string, unknown>>(
  '',
  `SELECT attempts, failed, begun, delivered, exhausted, duration_min, duration_max, duration_sum,
          (SELECT sum(n) FROM unnest(durations) AS n) AS timed, errors
   FROM metrics.hourly
   WHERE webhook_id = $1
   ORDER BY hour`,
);
const HOT = statement<{ updates: number; hot: number }>(
  '',
  `SELECT pg_stat_get_xact_tuples_updated('metrics.hourly'::regclass) AS updates,
          pg_stat_get_xact_tuples_hot_updated('metrics.hourly'::regclass) AS hot`,
);
const RECORDED_ELSEWHERE = statement<never>(
  '',
  `UPDATE metrics.hourly SET attempts = attempts + 1 WHERE webhook_id = $1 AND hour = $2`,
);
const at = (hours: number, minutes = 30) =>
  new Date(Date.UTC(2026, 10, 20) + hours * HOUR_MS + minutes * 60_000);

it('has a place for every error class', () => {
  expect(ERROR_CLASSES.toSorted()).toEqual(attemptError.options.toSorted());
});

it('sums batches by webhook and hour', async () => {
  const { hook, attempt } = home.account();
  const [one, two] = [await hook(), await hook()];
  await home.record([
    attempt(one, { startedAt: at(3, 59), durationMs: 5 }),
    attempt(one, { startedAt: at(4, 0), durationMs: 7, error: 'timeout' }),
    attempt(two, { startedAt: at(4, 0), durationMs: 900, error: 'http_5xx', isExhausted: true }),
  ]);
  await home.record([
    attempt(one, { startedAt: at(4, 10), durationMs: 30, isFirst: false }),
    attempt(one, { startedAt: at(4, 11), durationMs: 1, error: 'timeout' }),
  ]);
  const errors = (counts: Record<string, number>) => ERROR_CLASSES.map((each) => counts[each] ?? 0);
  expect(await home.database.query(ROWS, [one])).toEqual([
    {
      attempts: 1,
      failed: 0,
      begun: 1,
      delivered: 1,
      exhausted: 0,
      duration_min: 5,
      duration_max: 5,
      duration_sum: 5,
      timed: 1,
      errors: null,
    },
    {
      attempts: 3,
      failed: 2,
      begun: 2,
      delivered: 1,
      exhausted: 0,
      duration_min: 1,
      duration_max: 30,
      duration_sum: 38,
      timed: 3,
      errors: errors({ timeout: 2 }),
    },
  ]);
  expect(await home.database.query(ROWS, [two])).toEqual([
    {
      attempts: 1,
      failed: 1,
      begun: 1,
      delivered: 0,
      exhausted: 1,
      duration_min: 900,
      duration_max: 900,
      duration_sum: 900,
      timed: 1,
      errors: errors({ http_5xx: 1 }),
    },
  ]);
});

it('changes the rows of an hour in place', async () => {
  const { hook, attempt } = home.account();
  const id = await hook();
  await home.record([attempt(id)]);
  const counts = await home.database.transaction(async (tx) => {
    for (let round = 0; round < 5; round += 1)
      await recordRollups(home.database, tx, [attempt(id, { error: 'dns' })]);
    return tx.query(HOT);
  });
  // Of this connection, perhaps with those of the test before.
  expect(counts[0]!.updates).toBeGreaterThanOrEqual(5);
  expect(counts[0]!.hot).toBe(counts[0]!.updates);
});

it('lets batches with the same webhooks in any order finish, all counted', async () => {
  const { hook, attempt } = home.account();
  const ids = await Promise.all(Array.from({ length: 8 }, hook));
  const batches = Array.from({ length: 40 }, (_, index) =>
    (index % 2 ? ids : ids.toReversed()).map((id) => attempt(id, { startedAt: at(9) })),
  );
  await Promise.all(batches.map((batch) => home.record(batch)));
  for (const id of ids) expect(await home.database.query(ROWS, [id])).toMatchObject([{ attempts: 40 }]);
});

describe('a delivery counts in the hour in which it was made', () => {
  const HOURS = statement<Record<string, unknown>>(
    '',
    `SELECT extract(hour FROM hour AT TIME ZONE 'UTC')::int AS hour, attempts, begun, delivered, exhausted, arrived
     FROM metrics.hourly
     WHERE webhook_id = $1
     ORDER BY 1`,
  );
  const ABOUT = statement<Record<string, unknown>>(
    '',
    'SELECT duration_min, duration_max, durations FROM metrics.hourly WHERE webhook_id = $1 AND hour = $2',
  );

  it('whenever it is attempted; that it arrived, in the quarter in which it did, too', async () => {
    const { hook, attempt } = home.account();
    const id = await hook();
    const madeAtMs = at(3, 10).getTime();
    const late = { madeAtMs, isFirst: false };
    await home.record([
      attempt(id, { startedAt: at(3, 11), madeAtMs, error: 'timeout' }),
      attempt(id, { startedAt: at(3, 44), madeAtMs: at(3, 44).getTime() }),
    ]);
    await home.record([
      attempt(id, { startedAt: at(4, 12), ...late, error: 'timeout' }),
      attempt(id, { startedAt: at(5, 59), ...late }),
      attempt(id, { startedAt: at(5, 59), madeAtMs: at(2, 0).getTime(), error: 'dns', isExhausted: true }),
    ]);
    expect(await home.database.query(HOURS, [id])).toEqual([
      { hour: 2, attempts: 0, begun: 1, delivered: 0, exhausted: 1, arrived: null },
      { hour: 3, attempts: 2, begun: 2, delivered: 2, exhausted: 0, arrived: [0, 0, 1, 0] },
      { hour: 4, attempts: 1, begun: 0, delivered: 0, exhausted: 0, arrived: null },
      { hour: 5, attempts: 2, begun: 0, delivered: 0, exhausted: 0, arrived: [0, 0, 0, 1] },
    ]);
    expect(await home.database.query(ABOUT, [id, at(2, 0)])).toEqual([
      { duration_min: null, duration_max: null, durations: [] },
    ]);
  });

  it('also where that hour has attempts later', async () => {
    const { hook, attempt } = home.account();
    const id = await hook();
    const madeAtMs = at(3, 59).getTime();
    await home.record([attempt(id, { startedAt: at(4, 0), madeAtMs })]);
    await home.record([attempt(id, { startedAt: at(3, 59), durationMs: 20 })]);
    expect(await home.database.query(HOURS, [id])).toMatchObject([
      { hour: 3, attempts: 1, begun: 2, delivered: 2 },
      { hour: 4, attempts: 1, begun: 0, delivered: 0 },
    ]);
    expect(await home.database.query(ABOUT, [id, at(3, 0)])).toMatchObject([
      { duration_min: 20, duration_max: 20 },
    ]);
  });

  it('unless that is so long ago that the hour may be forgotten', async () => {
    const { hook, attempt } = home.account();
    const id = await hook();
    await home.record([attempt(id, { startedAt: at(3), madeAtMs: at(3 - 32 * 24).getTime() })]);
    expect(await home.database.query(HOURS, [id])).toMatchObject([
      { hour: 3, attempts: 1, begun: 0, delivered: 0, arrived: [0, 0, 1, 0] },
    ]);
  });

  it('given up by interruptions too, of which there is no attempt to be counted', async () => {
    const { ctx, hook } = home.account();
    const webhookId = await hook();
    const id = newId('del');
    const given = {
      id,
      accountId: ctx.accountId!,
      endpointId: webhookId,
      eventId: newId('evt'),
      eventType: 'tag.created',
      attemptsMade: 10,
      lastStatusCode: null,
      lastError: 'interrupted',
      reason: 'interrupted',
    } as const;
    const exhausted = [given, { ...given, reason: 'attempts' } as const];
    await home.database.transaction((tx) => countGivenUp(tx, exhausted, Date.now()));
    expect(await home.database.query(HOURS, [webhookId])).toMatchObject([
      { hour: new Date(timeOfId(id)).getUTCHours(), attempts: 0, begun: 0, exhausted: 1 },
    ]);
  });

  it('and asks for no more than a batch of the hour that runs: what passed hours came to is not read again', async () => {
    const { hook, attempt } = home.account();
    const id = await hook();
    await home.record([attempt(id, { startedAt: at(10) })]);
    await home.record([attempt(id, { startedAt: at(11) })]);
    const statements: string[] = [];
    await home.database.transaction(async (tx) => {
      const watched: Sql = {
        ...tx,
        query: (asked, values) => {
          statements.push(asked.name);
          return tx.query(asked, values);
        },
      };
      const retry = attempt(id, { startedAt: at(11, 40), madeAtMs: at(10).getTime(), isFirst: false });
      const lastDay = await recordRollups(home.database, watched, [retry]);
      expect(lastDay.get(id)).toEqual({ attempts: 3, failed: 0 });
    });
    expect(statements).toEqual(['metrics.record-successes']);
  });
});

describe('the last 24 hours', () => {
  it('are the hour that runs and the 23 before it', async () => {
    const { hook, attempt } = home.account();
    const id = await hook();
    await home.record([attempt(id, { startedAt: at(0), error: 'tls' })]);
    await home.record([attempt(id, { startedAt: at(1), error: 'tls' })]);
    const lastDay = await home.record([attempt(id, { startedAt: at(24) })]);
    expect(lastDay.get(id)).toEqual({ attempts: 2, failed: 1 });
  });

  it('know what was recorded late, of an hour that had passed', async () => {
    const { hook, attempt } = home.account();
    const id = await hook();
    await home.record([attempt(id, { startedAt: at(5) })]);
    await home.record([attempt(id, { startedAt: at(6) })]);
    const lastDay = await home.record([
      attempt(id, { startedAt: at(5, 59), error: 'reset' }),
      attempt(id, { startedAt: at(6, 40) }),
    ]);
    expect(lastDay.get(id)).toEqual({ attempts: 4, failed: 1 });
    expect((await home.record([attempt(id, { startedAt: at(6, 41) })])).get(id)).toEqual({
      attempts: 5,
      failed: 1,
    });
  });

  it('are looked up again after seconds while an hour is new, and then once', async () => {
    const { hook, attempt } = home.account();
    const id = await hook();
    await home.record([attempt(id, { startedAt: at(15) })]);
    const early = (ms: number) => new Date(at(16, 0).getTime() + ms);
    const earlier = async (ms: number) => {
      const counts = await home.record([attempt(id, { startedAt: early(ms) })]);
      const [, now] = await home.database.query(ROWS, [id]);
      return (counts.get(id)?.attempts ?? 0) - Number(now?.['attempts']);
    };
    expect(await earlier(100)).toBe(1);
    await home.database.query(RECORDED_ELSEWHERE, [id, at(15, 0)]);
    expect(await earlier(200)).toBe(1);
    expect(await earlier(5_200)).toBe(2);
    expect(await earlier(61_000)).toBe(2);
    await home.database.query(RECORDED_ELSEWHERE, [id, at(15, 0)]);
    expect(await earlier(70_000)).toBe(2);
  });

  it('leave out faults of our own', async () => {
    const { hook, attempt } = home.account();
    const id = await hook();
    await home.record([attempt(id, { startedAt: at(7), error: 'internal' })]);
    const lastDay = await home.record([
      attempt(id, { startedAt: at(8), error: 'internal' }),
      attempt(id, { startedAt: at(8), error: 'dns' }),
    ]);
    expect(lastDay.get(id)).toEqual({ attempts: 1, failed: 1 });
  });
});
