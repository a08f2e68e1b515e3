import { statement } from '@tidings/kernel';
import { nameOf, readsOf } from '@tidings/kernel/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldHours, forgetRollups } from './fold-hours.ts';
import { timeZoneAsked } from './hooks.ts';
import { listSparklines, SPARKLINES } from './list-sparklines.ts';
import { listVolumes, VOLUMES } from './list-volumes.ts';
import { HOURS_OF_WEBHOOK } from './show-stats.ts';
import { HOUR_MS, installation } from './testing.ts';
import { lastDays } from './time-slots.ts';
import { WEEK_DELIVERIES } from './week-deliveries.ts';

let home: Awaited<ReturnType<typeof installation>>;
const timeZones = new Map<string, string>();
beforeAll(async () => {
  home = await installation();
  timeZoneAsked.connect(async (_sql, accountId) => timeZones.get(accountId) ?? null);
});
afterAll(() => home.close());

const UNFOLD = statement<never>('', "UPDATE metrics.folded SET until = now() - interval '30 days'");
const DAYS = statement<{ day: string; attempts: number; timed: number }>(
  '',
  `SELECT day, attempts, (SELECT sum(n) FROM unnest(durations) AS n)::int AS timed
   FROM metrics.daily
   WHERE webhook_id = $1
   ORDER BY day`,
);
const COHORT_OF_DAYS = statement<{ begun: number; delivered: number }>(
  '',
  'SELECT begun, delivered FROM metrics.daily WHERE webhook_id = $1 ORDER BY day',
);
/** A thousand webhooks with attempts in every hour; hour after hour as many fail as hours have passed since. */
const BUSY_DAYS = statement<never>(
  '',
  `INSERT INTO metrics.daily
     (webhook_id, day, account_id, attempts, failed, begun, delivered, exhausted, duration_min, duration_max,
      duration_sum, durations, hourly_attempts, hourly_failed)
   SELECT 'wh_' || w, (at AT TIME ZONE 'UTC')::date, $1, sum(CASE WHEN at < now_at THEN 100000 + w ELSE 0 END), 1,
          CASE WHEN (at AT TIME ZONE 'UTC')::date = (now() AT TIME ZONE 'UTC')::date THEN w ELSE 0 END, 1, 0, 1, 1, 1, array_fill(0, '{31}'),
          array_agg(CASE WHEN at < now_at THEN 100000 + w ELSE 0 END ORDER BY at),
          array_agg(CASE WHEN at < now_at THEN extract(epoch FROM now_at - at)::int / 3600 ELSE 0 END ORDER BY at)
   FROM date_trunc('hour', now(), 'UTC') AS now_at,
        generate_series(1, 1000) AS w,
        generate_series(date_trunc('day', now(), 'UTC') - interval '10 days',
                        date_trunc('day', now(), 'UTC') + interval '23 hours', interval '1 hour') AS at
   GROUP BY w, (at AT TIME ZONE 'UTC')::date`,
);
/** The hour that runs, and those of the day in which the week begins. */
const BUSY_HOURS = statement<never>(
  '',
  `INSERT INTO metrics.hourly
     (webhook_id, hour, account_id, attempts, failed, begun, delivered, exhausted, duration_min, duration_max,
      duration_sum, durations)
   SELECT 'wh_' || w, hour, $1, 100000 + w, 0, 1, 1, 0, 1, 1, 1, array_fill(0, '{31}')
   FROM date_trunc('day', $2::timestamptz, 'UTC') AS first,
        LATERAL (SELECT date_trunc('hour', now(), 'UTC') AS hour
                 UNION ALL SELECT generate_series(first, first + interval '23 hours', interval '1 hour')) AS hours,
        generate_series(1, 1000) AS w`,
);
const BUSY = Array.from({ length: 1_000 }, (_, index) => `wh_${index + 1}`);
const YARDSTICK = statement<object>('', 'SELECT count(*) FROM generate_series(1, 900000)');
const FOLDED = statement<never>('', "UPDATE metrics.folded SET until = date_trunc('hour', now(), 'UTC')");

const ago = (hours: number) => new Date(Date.now() - hours * HOUR_MS);

describe('a week of an account', () => {
  it('is the same before and after its hours were summed up, empty hours too', async () => {
    const { ctx, hook, attempt, metrics } = home.account();
    const [one, two] = [await hook(), await hook()];
    const ids = [one, two, await hook()]; // nothing was sent to the last one
    await home.database.query(UNFOLD);
    for (const hours of [0, 1, 30, 167]) {
      await home.record([
        attempt(one, { startedAt: ago(hours) }),
        attempt(one, { startedAt: ago(hours), error: 'timeout' }),
        attempt(two, { startedAt: ago(hours) }),
        // Retries: more attempts than the first one, and fewer deliveries.
        ...[1, 2].map(() => attempt(two, { startedAt: ago(hours), isFirst: false, isDelivered: false })),
      ]);
    }
    await home.record([attempt(one, { startedAt: ago(168) })]);
    const before = await metrics.sparklines({ ids });
    expect(before.data.map(({ webhook_id: id }) => id).toSorted()).toEqual([one, two].toSorted());
    const line = before.data.find(({ webhook_id: id }) => id === one)!;
    expect(
      line.total.flatMap((count, hour) => (count === 0 ? [] : [[hour, count, line.failed[hour]]])),
    ).toEqual([
      [0, 2, 1],
      [137, 2, 1],
      [166, 2, 1],
      [167, 2, 1],
    ]);
    expect(line).toMatchObject({ deliveries: 8, day_failed: 2, success_rate: 0.5 });
    const sorted = ({ data, from }: typeof before) => ({
      from,
      data: data.toSorted((a, b) => (a.webhook_id < b.webhook_id ? -1 : 1)),
    });
    const volumes = [
      { webhook_id: one, deliveries: 8 },
      { webhook_id: two, deliveries: 4 },
    ].toSorted((a, b) => (a.webhook_id < b.webhook_id ? -1 : 1));
    expect((await metrics.volumes({})).data).toEqual(volumes);
    await foldHours(ctx);
    expect(sorted(await metrics.sparklines({ ids }))).toEqual(sorted(before));
    expect((await metrics.volumes({})).data).toEqual(volumes);
    await foldHours(ctx, new Date(Date.now() + 2 * HOUR_MS));
    expect(sorted(await metrics.sparklines({ ids }))).toEqual(sorted(before));
    expect((await metrics.volumes({})).data).toEqual(volumes);
  });

  it('is told of those that are asked for, a hundred at most, and never of another account', async () => {
    const { hook, attempt, metrics } = home.account();
    const [one, two] = [await hook(), await hook()];
    await home.database.query(UNFOLD);
    await home.record([attempt(one), attempt(two)]);
    const idsOf = (lines: Awaited<ReturnType<typeof metrics.sparklines>>) =>
      lines.data.map(({ webhook_id: id }) => id);
    expect(idsOf(await metrics.sparklines({ ids: [two] }))).toEqual([two]);
    expect(idsOf(await metrics.sparklines({ ids: [] }))).toEqual([]);
    const stranger = home.account().metrics;
    expect(idsOf(await stranger.sparklines({ ids: [one, two] }))).toEqual([]);
    expect((await stranger.volumes({})).data).toEqual([]);
    const tooMany = Array.from({ length: 101 }, () => one);
    await expect(metrics.sparklines({ ids: tooMany })).rejects.toThrow(/100/);
  });

  it('has what was recorded after its hour had been summed up', async () => {
    const { ctx, hook, attempt, metrics } = home.account();
    const id = await hook();
    await home.database.query(UNFOLD);
    await home.record([attempt(id, { startedAt: ago(2) })]);
    await foldHours(ctx, new Date());
    await home.record([attempt(id, { startedAt: ago(1.02) })]);
    await home.record([attempt(id, { startedAt: ago(2) })]);
    await home.database.query(UNFOLD);
    await foldHours(ctx, new Date());
    const { data } = await metrics.sparklines({ ids: [id] });
    expect(data[0]!.total.reduce((sum, count) => sum + count, 0)).toBe(3);
    const days = await home.database.query(DAYS, [id]);
    expect(days.every(({ attempts, timed }) => attempts === timed)).toBe(true);
  });

  it('of 1,000 webhooks that never rest is one query of less than 50 ms', async () => {
    const { ctx } = home.account();
    const from = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 167 * HOUR_MS);
    await home.database.query(BUSY_DAYS, [ctx.accountId]);
    await home.database.query(BUSY_HOURS, [ctx.accountId, from]);
    await home.database.query(FOLDED);
    await home.database.query(statement('', 'VACUUM ANALYZE metrics.daily, metrics.hourly'));
    const reads = await readsOf(
      home.database,
      { query: SPARKLINES, values: [ctx.accountId, from, BUSY] },
      'force_generic_plan',
    );
    // Which index finds the hours depends on how much of them is other accounts'.
    const unindexed = reads.map(nameOf).filter((name) => name.startsWith('none'));
    expect(unindexed).toEqual(['none of folded']);
    const sums = { query: VOLUMES, values: [ctx.accountId, from, ''] };
    const summed = (await readsOf(home.database, sums, 'force_generic_plan')).map(nameOf);
    expect(new Set(summed.filter((name) => name.startsWith('none')))).toEqual(new Set(['none of folded']));
    const some = { query: WEEK_DELIVERIES, values: [ctx.accountId, from, BUSY.slice(0, 100)] };
    const ofSome = (await readsOf(home.database, some, 'force_generic_plan')).map(nameOf);
    expect(new Set(ofSome.filter((name) => name.startsWith('none')))).toEqual(new Set(['none of folded']));
    const quickest = async (query: typeof YARDSTICK, values: unknown[] = []) => {
      const tookMs: number[] = [];
      for (let round = 0; round < 7; round += 1) {
        const startedMs = performance.now();
        await home.database.query(query, values);
        tookMs.push(performance.now() - startedMs);
      }
      return Math.min(...tookMs);
    };
    // Counting takes 50 ms on a core of its own, and longer where other tests run beside it, as this does.
    const yardstickMs = await quickest(YARDSTICK);
    const tookMs = await quickest(SPARKLINES, [ctx.accountId, from, BUSY]);
    expect(tookMs / yardstickMs).toBeLessThan(1);
    const { data } = await listSparklines(ctx, { ids: BUSY });
    expect(data).toHaveLength(1_000);
    const volumes = await listVolumes(ctx, {});
    expect(volumes.data).toHaveLength(1_000);
    expect(volumes.data).toContainEqual({
      webhook_id: 'wh_1000',
      deliveries: 1_000 + (24 - from.getUTCHours()) + 1,
    });
    expect(data[0]!.failed).toEqual(Array.from({ length: 168 }, (_, index) => 167 - index));
    const hours = { query: HOURS_OF_WEBHOOK, values: ['wh_7', from] };
    expect((await readsOf(home.database, hours, 'force_generic_plan')).map(nameOf)).toEqual(['hourly_pkey']);
  });
});

it('sums up an account', async () => {
  const { hook, attempt, metrics } = home.account();
  const id = await hook();
  expect(await metrics.overview({})).toEqual({
    webhooks: { active: 1, failing: 0, paused: 0, inactive: 0 },
    delivered_today: 0,
    delivered_yesterday: 0,
    success_rate: null,
    success_rate_before: null,
  });
  await home.record([attempt(id), attempt(id), attempt(id), attempt(id, { error: 'dns' })]);
  await home.record([attempt(id, { startedAt: ago(30) })]);
  expect(await metrics.overview({ time_zone: 'Asia/Tokyo' })).toMatchObject({
    delivered_today: 3,
    success_rate: 0.75,
    success_rate_before: 1,
  });
});

const FIRST_HOUR = statement<never>(
  '',
  `INSERT INTO metrics.hourly
     (webhook_id, hour, account_id, attempts, failed, duration_sum, durations, arrived, begun, delivered, exhausted)
   VALUES ($1, $2, $3, 15, 0, 0, '{}', '{1,2,4,8}', 0, 0, 0)`,
);

it.each([
  ['UTC', 0, 15],
  ['Asia/Kolkata', 30, 12],
  ['Asia/Kathmandu', 15, 14],
  ['America/St_Johns', 30, 12],
])('begins the day in %s at the right minute', async (time_zone, minute, arrived) => {
  const { ctx, hook, metrics } = home.account();
  const id = await hook();
  const [today] = lastDays(new Date(), 1, time_zone);
  expect(today!.getUTCMinutes()).toBe(minute);
  const hour = new Date(Math.floor(today!.getTime() / HOUR_MS) * HOUR_MS);
  await home.database.query(FIRST_HOUR, [id, hour, ctx.accountId]);
  expect(await metrics.overview({ time_zone })).toMatchObject({ delivered_today: arrived });
});

it('begins the day where the account is, wherever somebody asks', async () => {
  const { ctx, hook, metrics } = home.account();
  timeZones.set(ctx.accountId!, 'Asia/Kolkata');
  const id = await hook();
  const [today] = lastDays(new Date(), 1, 'Asia/Kolkata');
  const hour = new Date(Math.floor(today!.getTime() / HOUR_MS) * HOUR_MS);
  await home.database.query(FIRST_HOUR, [id, hour, ctx.accountId]);
  expect(await metrics.overview({ time_zone: 'Pacific/Auckland' })).toMatchObject({ delivered_today: 12 });
});

it('counts what arrived today, whenever it was made, and each delivery once', async () => {
  const { hook, attempt, metrics } = home.account();
  const id = await hook();
  await home.record([attempt(id, { madeAtMs: ago(30).getTime(), isFirst: false })]);
  await home.record([attempt(id, { madeAtMs: ago(30).getTime(), isFirst: false, isDelivered: false })]);
  expect(await metrics.overview({})).toMatchObject({ delivered_today: 1, success_rate: null });
});

it('sums up a day once more before it loses its hours, with what arrived since', async () => {
  const { ctx, hook, attempt } = home.account();
  const id = await hook();
  const made = { startedAt: ago(25 * 24), madeAtMs: ago(25 * 24).getTime() };
  await home.record([attempt(id, { ...made, error: 'timeout' })]);
  await home.database.query(UNFOLD);
  await foldHours(ctx);
  await home.record([attempt(id, { ...made, startedAt: ago(2), isFirst: false })]);
  const day = async () => (await home.database.query(COHORT_OF_DAYS, [id]))[0];
  expect(await day()).toEqual({ begun: 1, delivered: 0 });
  const dayMs = 24 * HOUR_MS;
  for (const days of [6, 8]) {
    await forgetRollups(ctx, new Date(Date.now() + days * dayMs));
    expect(await day()).toEqual({ begun: 1, delivered: 1 });
  }
  expect(await home.database.query(HOURS_OF_WEBHOOK, [id, ago(100 * 24)])).toHaveLength(1);
});

it('keeps hours for a month and days for thirteen', async () => {
  const { ctx, hook, attempt } = home.account();
  const id = await hook();
  await home.database.query(UNFOLD);
  await home.record([attempt(id, { startedAt: ago(1) })]);
  await foldHours(ctx, new Date(Date.now() + 2 * HOUR_MS));
  const dayMs = 24 * HOUR_MS;
  await forgetRollups(ctx, new Date(Date.now() + 40 * dayMs));
  expect(await home.database.query(HOURS_OF_WEBHOOK, [id, ago(100)])).toEqual([]);
  // Thirteen months, however long they are.
  await forgetRollups(ctx, new Date(Date.now() + 398 * dayMs));
  expect(await home.database.query(DAYS, [id])).toHaveLength(1);
  await forgetRollups(ctx, new Date(Date.now() + 402 * dayMs));
  expect(await home.database.query(DAYS, [id])).toEqual([]);
});
