import { afterAll, beforeAll, expect, it } from 'vitest';
import { HOUR_MS, installation } from './testing.ts';
import { lastDays } from './time-slots.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const ago = (hours: number) => new Date(Date.now() - hours * HOUR_MS);

it('shows every hour, empty ones too, and what all came to', async () => {
  const { hook, attempt, metrics } = home.account();
  const id = await hook();
  const retry = { isFirst: false, madeAtMs: ago(2).getTime() };
  await home.record([
    attempt(id, { startedAt: ago(2), durationMs: 10 }),
    attempt(id, { startedAt: ago(2), durationMs: 30 }),
    attempt(id, { startedAt: ago(2), durationMs: 200, error: 'timeout' }),
    attempt(id, { startedAt: ago(1), durationMs: 40, error: 'timeout', ...retry }),
    attempt(id, { startedAt: ago(0), durationMs: 20, ...retry }),
    attempt(id, { startedAt: ago(0), durationMs: 60, error: 'http_5xx', isExhausted: true }),
  ]);
  const stats = await metrics.stats({ id });
  expect(stats.totals).toEqual({
    deliveries: 4,
    succeeded: 3,
    failed: 1,
    success_rate: 0.75,
    attempts: { total: 6, failed: 3, success_rate: 0.5 },
    exhausted: 1,
    errors: [
      { error: 'timeout', count: 2 },
      { error: 'http_5xx', count: 1 },
    ],
    duration_ms: { min: 10, avg: 60, max: 200, p95: expect.any(Number) },
  });
  expect(stats.totals.duration_ms.p95).toBeGreaterThan(60);
  expect(stats.series).toHaveLength(24);
  expect(stats.series.slice(-3)).toMatchObject([
    { total: 3, failed: 1, duration_ms: { min: 10, avg: 80, max: 200 } },
    { total: 1, failed: 1 },
    { total: 2, failed: 1 },
  ]);
  expect(stats.series[0]).toMatchObject({
    total: 0,
    failed: 0,
    duration_ms: { min: null, avg: null, max: null },
  });
  const times = stats.series.map(({ at }) => Date.parse(at));
  expect(times.slice(1).map((time, index) => time - times[index]!)).toEqual(
    Array.from({ length: 23 }, () => HOUR_MS),
  );
});

it('tells of an hour in which all fails, however much of what was made before it arrives in it', async () => {
  const { hook, attempt, metrics } = home.account();
  const id = await hook();
  const old = Array.from({ length: 20 }, () => ({ madeAtMs: ago(30).getTime() }));
  await home.record(old.map((made) => attempt(id, { startedAt: ago(30), ...made, error: 'refused' })));
  await home.record(old.map((made) => attempt(id, { startedAt: ago(2), ...made, isFirst: false })));
  await home.record(Array.from({ length: 5 }, () => attempt(id, { startedAt: ago(0), error: 'http_5xx' })));
  expect((await metrics.stats({ id })).totals).toMatchObject({
    deliveries: 5,
    succeeded: 0,
    failed: 5,
    success_rate: 0,
    attempts: { total: 25, failed: 5 },
  });
  expect(await metrics.overview({})).toMatchObject({ success_rate: 0 });
  expect((await metrics.stats({ id, window: '7d' })).totals).toMatchObject({
    deliveries: 25,
    succeeded: 20,
    success_rate: 0.8,
  });
});

it('counts a delivery once that is sent again after it had arrived', async () => {
  const { hook, attempt, metrics } = home.account();
  const id = await hook();
  const made = Array.from({ length: 10 }, (_, index) =>
    attempt(id, { error: index < 2 ? 'timeout' : null, durationMs: 5 }),
  );
  await home.record(made);
  await home.record(made.slice(4).map((each) => ({ ...each, isFirst: false, isDelivered: false })));
  expect((await metrics.stats({ id })).totals).toMatchObject({
    deliveries: 10,
    succeeded: 8,
    success_rate: 0.8,
    attempts: { total: 16, failed: 2 },
  });
  expect(await metrics.overview({})).toMatchObject({ success_rate: 0.8 });
  // The list says of a webhook what its page does.
  expect((await metrics.sparklines({ ids: [id] })).data).toMatchObject([{ success_rate: 0.8 }]);
});

it.each([
  ['24h', 24],
  ['7d', 168],
  ['30d', 30],
] as const)('of %s has %i points, and nothing of nothing', async (window, points) => {
  const { hook, metrics } = home.account();
  const { series, totals } = await metrics.stats({ id: await hook(), window });
  expect(series).toHaveLength(points);
  expect(totals).toMatchObject({ deliveries: 0, success_rate: null, duration_ms: { p95: null } });
});

it('counts by the days of the time zone', async () => {
  const { hook, attempt, metrics } = home.account();
  const id = await hook();
  const startedAt = ago(3 * 24);
  await home.record([attempt(id, { startedAt })]);
  for (const time_zone of ['UTC', 'Pacific/Auckland', 'America/Los_Angeles']) {
    const { series } = await metrics.stats({ id, window: '30d', time_zone });
    const [day] = series.filter(({ total }) => total > 0);
    const local = (at: Date) => at.toLocaleDateString('en-CA', { timeZone: time_zone });
    expect(local(new Date(day!.at))).toBe(
      local(new Date(Math.floor(startedAt.getTime() / HOUR_MS) * HOUR_MS)),
    );
  }
});

it('begins days where clocks leap at midnight', () => {
  // Chile put its clocks forward at midnight of 2026-09-06.
  const days = lastDays(new Date('2026-09-07T12:00:00Z'), 3, 'America/Santiago').map((day) =>
    day.toISOString(),
  );
  expect(days).toEqual(['2026-09-05T04:00:00.000Z', '2026-09-06T04:00:00.000Z', '2026-09-07T03:00:00.000Z']);
});

it.each([{ window: '1h' }, { time_zone: 'Mars/Olympus' }])('refuses %j', async (given) => {
  const { hook, metrics } = home.account();
  const id = await hook();
  await expect(metrics.stats({ id, ...given } as Parameters<typeof metrics.stats>[0])).rejects.toMatchObject({
    code: 'UNPROCESSABLE_CONTENT',
  });
});

it('knows nothing of another account’s webhook', async () => {
  const id = await home.account().hook();
  await expect(home.account().metrics.stats({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
