import { ScriptedClock } from '@tidings/kernel/testing';
import { countWaiting, openMailServer } from '@tidings/notification/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR, MINUTE, NOWHERE, scriptedDay } from './testing-day.ts';
import { installation } from './testing.ts';

/** Who listens for what: each of them for events of its own, and Operations for what becomes of the others. */
const HOOKS = {
  Healthy: { type: 'email.delivered', delays: ['10m', '30m'] },
  Flaky: { type: 'email.opened', delays: ['10m', '30m'] },
  Slow: { type: 'email.clicked', delays: ['10m', '30m'] },
  Dead: { type: 'email.bounced', delays: ['10m', '30m'] },
  Gone: { type: 'tag.created', delays: ['10m', '30m'] },
  Mute: { type: 'tag.deleted', delays: [] },
  Operations: { type: 'webhook.disabled', delays: ['10m', '30m'] },
} as const;
type Name = keyof typeof HOOKS;
const NAMES = Object.keys(HOOKS) as Name[]; // its own keys

const SLOW_MS = 1_500;
const MENDED_HOUR = 12;
const GONE_HOUR = 9;
/** Flaky is asked until so many of its failures have left the window of 24 hours that it is well. */
const FLAKY_HOURS = 33;
const DAYS = 3;

const ending: (() => Promise<void>)[] = [];
let day: Awaited<ReturnType<typeof scriptedDay>>;
const ids = new Map<Name, string>();
const badges: string[] = [];
type Stats = {
  totals: {
    deliveries: number;
    succeeded: number;
    exhausted: number;
    attempts: { total: number; failed: number };
    duration_ms: { min: number; avg: number };
  };
};
const firstDay = new Map<Name, Stats>();
let firstDayOverview: unknown;

/** Notes down whose badge is another than it was. */
async function watchBadges(shown: Map<string, string>): Promise<void> {
  for (const badge of ['active', 'failing', 'inactive']) {
    const { json } = await day.api('GET', `/webhooks?badge=${badge}&limit=100`);
    for (const { name } of json.data as { name: string }[]) {
      if (shown.get(name) === badge) continue;
      if (shown.has(name)) badges.push(`${day.moment()} ${name}: ${badge}`);
      shown.set(name, badge);
    }
  }
}

/** What the hour brings at its begin. */
function eventsOf(hour: number): Name[] {
  const isDayOne = hour < 24;
  const many = (name: Name, count: number) => Array.from({ length: count }, () => name);
  return [
    ...many('Healthy', isDayOne ? 5 : 0),
    ...many('Flaky', hour < FLAKY_HOURS ? 4 : 0),
    ...many('Dead', isDayOne ? 5 : 0),
    ...many('Gone', isDayOne ? 1 : 0),
    ...many('Mute', hour % 12 === 0 ? 1 : 0),
  ];
}

beforeAll(async () => {
  const clock = new ScriptedClock(new Date('2027-03-01T00:00:00.000Z'));
  const mailbox = await openMailServer();
  const home = await installation({ SMTP_URL: mailbox.url }, clock);
  day = await scriptedDay({ home, clock, mailbox, countWaiting });
  ending.push(day.end, mailbox.close, async () => clock.end());
  for (const role of ['developer', 'viewer'] as const) await day.join(role);
  for (const name of NAMES) {
    const { type, delays } = HOOKS[name];
    const url = name === 'Dead' || name === 'Mute' ? NOWHERE : day.urlOf(name);
    const retry = delays.length > 0 ? { delays } : { enabled: false };
    const { json } = await day.api('POST', '/webhooks', { body: { name, url, events: [type], retry } });
    ids.set(name, json.id);
  }
  let isMended = false;
  day.behave('Flaky', ({ attempt, first }) => (!isMended && attempt === 1 && first % 4 === 0 ? 503 : 204));
  day.behave('Slow', async () => {
    await day.takes(SLOW_MS);
    return 204;
  });
  const shown = new Map<string, string>();
  await watchBadges(shown);
  const tick = async (hour: number, minutes: number, names: Name[] = []) => {
    await day.goTo(hour * HOUR + minutes * MINUTE);
    if (names.length > 0) await day.publish(names.map((name) => HOOKS[name].type));
    await day.work();
    await watchBadges(shown);
  };
  for (let hour = 0; hour <= DAYS * 24; hour += 1) {
    if (hour === MENDED_HOUR) isMended = true;
    if (hour === GONE_HOUR) day.behave('Gone', () => 410);
    await tick(hour, 0, eventsOf(hour));
    if (hour >= 24) continue;
    // By then the retries of the first wait are due, and later those of the second.
    await tick(hour, 13);
    await tick(hour, 30, ['Slow']);
    await tick(hour, 50);
    if (hour !== 23) continue;
    for (const name of NAMES)
      firstDay.set(name, (await day.api('GET', `/webhooks/${ids.get(name)}/stats?window=24h`)).json);
    const headers = { authorization: `Bearer ${day.serviceKey}`, 'tidings-account': day.account.id };
    firstDayOverview = (await day.request('GET', '/trpc/metrics.overview?input=%7B%7D', { headers })).json
      .result.data;
  }
  // What is left to be mailed.
  await day.goTo(DAYS * 24 * HOUR + 10 * MINUTE);
}, 240_000);
afterAll(async () => {
  for (const end of ending) await end();
});

it('gives each webhook the badge that it deserves, at the moment at which it does', () => {
  expect(badges).toEqual([
    '1 00:00 Dead: failing', // five failures in a row
    '1 03:13 Flaky: failing', // a fifth of its first 20 attempts, though the last one succeeded
    '1 06:13 Dead: inactive', // the 100th
    '1 09:00 Gone: inactive', // 410
    '2 08:00 Flaky: active', // mended at noon: 3 of 99 attempts of 24 hours have failed, which is less than 4 %
    '3 00:00 Mute: failing', // its fifth
    '4 00:00 Mute: inactive', // three days after the first
  ]);
});

it('tells people of it, with warnings at 50, 70 and 90', async () => {
  const cookie = await day.signIn();
  const input = encodeURIComponent(JSON.stringify({ limit: 100 }));
  const { json } = await day.request('GET', `/trpc/notifications.list?input=${input}`, {
    headers: { cookie },
  });
  type Told = {
    created_at: string;
    kind: string;
    webhook: { name: string };
    details: { threshold?: number; reason?: string };
  };
  const told = (json.result.data.data as Told[]).map(({ created_at, kind, webhook, details }) =>
    [day.moment(new Date(created_at)), webhook.name, kind, details.threshold ?? details.reason ?? ''].join(
      ' ',
    ),
  );
  expect(told.toReversed()).toEqual([
    '1 00:00 Dead webhook.degraded consecutive_failures',
    '1 00:00 Mute webhook.deliveries_exhausted attempts',
    '1 00:50 Dead webhook.deliveries_exhausted attempts',
    '1 03:00 Dead webhook.warning 50',
    '1 03:13 Flaky webhook.degraded failure_rate',
    '1 04:13 Dead webhook.warning 70',
    '1 05:50 Dead webhook.warning 90',
    '1 06:13 Dead webhook.disabled consecutive_failures',
    '1 09:00 Gone webhook.disabled gone',
    '2 00:00 Mute webhook.deliveries_exhausted attempts',
    '2 08:00 Flaky webhook.recovered ',
    '3 00:00 Mute webhook.degraded consecutive_failures',
    '3 00:00 Mute webhook.deliveries_exhausted attempts',
    '4 00:00 Mute webhook.disabled sustained_failures',
    '4 00:00 Mute webhook.deliveries_exhausted attempts',
  ]);
});

const MAILED = [
  '1 00:01 News of 2 webhooks of Default account',
  '1 00:51 Deliveries were given up: Dead',
  '1 03:01 50 attempts in a row failed: Dead',
  '1 03:16 Webhook is failing: Flaky', // a quarter of an hour after the one before
  '1 04:14 70 attempts in a row failed: Dead',
  '1 05:51 90 attempts in a row failed: Dead',
  '1 06:13 Webhook paused after 100 consecutive failures: Dead', // within seconds
  '1 09:00 Webhook paused because the endpoint answered 410 Gone: Gone',
  '2 00:01 Deliveries were given up: Mute',
  '2 08:01 Webhook is healthy again: Flaky',
  '3 00:01 Webhook is failing: Mute',
  '4 00:00 Webhook paused after 3 days of failures without one success: Mute',
];

it('mails each admin and developer of the account, to the minute, and nobody else', () => {
  const mailed = Map.groupBy(day.mails, ({ to }) => to);
  expect([...mailed.values()].map((mails) => mails.map(({ at, subject }) => `${at} ${subject}`))).toEqual([
    MAILED,
    MAILED,
  ]);
});

describe('after the first day', () => {
  it.each<[Name, object]>([
    ['Healthy', { deliveries: 120, succeeded: 120, attempts: { total: 120, failed: 0 }, exhausted: 0 }],
    ['Flaky', { deliveries: 96, succeeded: 96, attempts: { total: 108, failed: 12 }, exhausted: 0 }],
    ['Slow', { deliveries: 24, succeeded: 24, attempts: { total: 24, failed: 0 }, exhausted: 0 }],
    ['Dead', { deliveries: 35, succeeded: 0, attempts: { total: 100, failed: 100 }, exhausted: 30 }],
    ['Gone', { deliveries: 10, succeeded: 9, attempts: { total: 10, failed: 1 }, exhausted: 1 }],
    ['Mute', { deliveries: 2, succeeded: 0, attempts: { total: 2, failed: 2 }, exhausted: 2 }],
    ['Operations', { deliveries: 2, succeeded: 2, attempts: { total: 2, failed: 0 }, exhausted: 0 }],
  ])('the numbers of %s are %j', (name, expected) => {
    expect(firstDay.get(name)?.totals).toMatchObject(expected);
  });

  it('the slow one is healthy, and its response times say what is wrong', () => {
    expect(firstDay.get('Slow')?.totals.duration_ms.min).toBeGreaterThanOrEqual(SLOW_MS);
    expect(firstDay.get('Healthy')?.totals.duration_ms.avg).toBeLessThan(SLOW_MS);
  });

  it('the overview of the account adds up', () => {
    expect(firstDayOverview).toEqual({
      webhooks: { active: 4, failing: 1, paused: 0, inactive: 2 },
      delivered_today: 251,
      delivered_yesterday: 0,
      success_rate: 0.8685,
      success_rate_before: null,
    });
  });
});

/** Every page of a list. */
async function listAll<Row>(path: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor = ''; ;) {
    const { json } = await day.api('GET', `${path}?limit=100${cursor}`);
    rows.push(...(json.data as Row[]));
    if (!json.has_more) return rows;
    cursor = `&cursor=${json.next_cursor}`;
  }
}

type Point = { at: string; total: number; failed: number; duration_ms: { min: number; max: number } };
type Attempt = { started_at: string; outcome: string; duration_ms: number };

it.each(NAMES)('the sums of %s equal a recount of its attempts, hour by hour', async (name) => {
  const path = `/webhooks/${ids.get(name)}`;
  const attempts: Attempt[] = [];
  for (const { id } of await listAll<{ id: string }>(`${path}/deliveries`))
    attempts.push(...(await listAll<Attempt>(`/deliveries/${id}/attempts`)));
  const { series } = (await day.api('GET', `${path}/stats?window=7d`)).json as { series: Point[] };
  const recounted = [...Map.groupBy(attempts, ({ started_at }) => `${started_at.slice(0, 13)}:00:00.000Z`)]
    .map(([at, rows]) => {
      const durations = rows.map((row) => row.duration_ms);
      const [min, max] = [Math.min(...durations), Math.max(...durations)];
      const failed = rows.filter(({ outcome }) => outcome === 'failed').length;
      return { at, total: rows.length, failed, duration_ms: expect.objectContaining({ min, max }) };
    })
    .toSorted((one, other) => (one.at < other.at ? -1 : 1));
  expect(series.filter(({ total }) => total > 0)).toEqual(recounted);
});
