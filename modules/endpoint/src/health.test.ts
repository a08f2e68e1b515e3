import { statement } from '@tidings/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DayCounts, healthOf } from './health.ts';
import { endpointHealthChanged, endpointWarned } from './hooks.ts';
import { recordActivity } from './record-activity.ts';
import { listDegraded, settleDegraded } from './settle-degraded.ts';
import { installation, PUBLIC_URL } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
let announced: string[] = [];
let announcements = 0;
beforeAll(async () => {
  home = await installation();
  endpointWarned.connect(async (_tx, all) => {
    for (const { name, threshold, consecutiveFailures, lastError } of all)
      announced.push(`${name}: warned at ${threshold} (${consecutiveFailures}, ${lastError})`);
    announcements += 1;
  });
  endpointHealthChanged.connect(async (_tx, all) => {
    for (const { name, health, reason } of all)
      announced.push(`${name}: ${health}${reason ? ` by ${reason}` : ''}`);
    announcements += 1;
  });
});
beforeEach(() => {
  announced = [];
  announcements = 0;
});
afterAll(() => home.close());

const LATER = statement<{ at: Date }>('', 'SELECT clock_timestamp() + $1::interval AS at');
const RESUMED = statement<never>(
  '',
  'UPDATE endpoint.activity SET resumed_at = resumed_at - $2::interval WHERE endpoint_id = $1',
);
/** The database's clock, some time on. */
const later = async (interval = '3 minutes') => (await home.database.query(LATER, [interval]))[0]!.at;

/** + succeeded, - failed. */
const attempts = (endpointId: string, outcomes: string) =>
  [...outcomes].map((each) => ({
    endpointId,
    succeeded: each === '+',
    error: each === '+' ? null : 'timeout',
  }));

async function setup() {
  const { webhooks, create } = home.account();
  const { id } = await create({ name: 'Ledger' });
  return {
    id,
    webhooks,
    create,
    record: (outcomes: string, lastDay?: DayCounts) =>
      home.database.transaction((tx) =>
        recordActivity(tx, attempts(id, outcomes), new Map(lastDay && [[id, lastDay]])),
      ),
    shown: async () => (await webhooks.get({ id })).health,
  };
}

describe('warnings', () => {
  it.each([
    [['-'.repeat(49)], []],
    [['-'.repeat(49), '-'], ['50 (50']],
    [['-'.repeat(50), '-', '-'.repeat(18)], ['50 (50']],
    [
      ['-'.repeat(69), '-'.repeat(30)],
      ['50 (69', '90 (99'],
    ],
    [['-'.repeat(99)], ['90 (99']],
    [
      ['-'.repeat(60), '+', '-'.repeat(60)],
      ['50 (60', '50 (60'],
    ],
    [[`${'-'.repeat(60)}+${'-'.repeat(70)}`], ['70 (70']],
    // Disabled by the same batch: what is told is that.
    [['-'.repeat(100)], []],
  ])('after the batches %j tell of %j', async (batches, expected) => {
    const { record } = await setup();
    for (const batch of batches) await record(batch);
    const warnings = announced.filter((each) => each.includes('warned'));
    expect(warnings).toEqual(expected.map((each) => `Ledger: warned at ${each}, timeout)`));
  });

  it('are not given of a webhook that its owner has paused', async () => {
    const { id, webhooks, record } = await setup();
    await webhooks.update({ id, status: 'paused' });
    await record('-'.repeat(50));
    expect(announced.filter((each) => each.includes('warned'))).toEqual([]);
  });
});

describe('the badge', () => {
  it('says failing after five failures in a row, and ends with a success', async () => {
    const { record, shown } = await setup();
    expect(await shown()).toBe('idle');
    await record('----');
    expect(await shown()).toBe('healthy');
    await record('-');
    expect(await shown()).toBe('failing');
    await record('-+');
    expect(await shown()).toBe('healthy');
    expect(announced).toEqual(['Ledger: failing by consecutive_failures', 'Ledger: healthy']);
  });

  it('says failing of one that drops every twentieth, though the last one succeeded, until it drops fewer than 4 %', async () => {
    const { record, shown } = await setup();
    await record('+', { attempts: 40, failed: 2 });
    expect(await shown()).toBe('failing');
    // Near the limit it does not go to and fro, whatever hour leaves the day.
    for (const day of [
      { attempts: 41, failed: 2 },
      { attempts: 50, failed: 2 },
      { attempts: 19, failed: 1 },
      { attempts: 39, failed: 2 },
    ]) {
      await record('+', day);
      expect(await shown()).toBe('failing');
    }
    await record('+', { attempts: 51, failed: 2 });
    expect(await shown()).toBe('healthy');
    await record('+', { attempts: 51, failed: 2 });
    expect(announced).toEqual(['Ledger: failing by failure_rate', 'Ledger: healthy']);
  });

  it('tells since when it is so', async () => {
    const { id, webhooks, record } = await setup();
    expect(await webhooks.get({ id })).toMatchObject({ health: 'idle', health_changed_at: null });
    await record('+');
    const { health_changed_at: since } = await webhooks.get({ id });
    await record('++');
    expect(await webhooks.get({ id })).toMatchObject({ health: 'healthy', health_changed_at: since });
    await record('-----');
    const failing = await webhooks.get({ id });
    expect(Date.parse(failing.health_changed_at!)).toBeGreaterThan(Date.parse(since!));
    await record('-');
    expect((await webhooks.get({ id })).health_changed_at).toBe(failing.health_changed_at);
  });

  it('is forgotten with the failures when the webhook is resumed', async () => {
    const { id, webhooks, record, shown } = await setup();
    await record('-'.repeat(100));
    expect(await shown()).toBe('failing');
    await webhooks.update({ id, status: 'active' });
    expect(await shown()).toBe('healthy');
    // What failed before is in the last 24 hours still, and forgotten.
    await record('+'.repeat(19), { attempts: 119, failed: 100 });
    expect(await shown()).toBe('healthy');
    await record('-', { attempts: 120, failed: 101 });
    expect(await shown()).toBe('failing');
  });

  it.each<[DayCounts, fromHealthy: string, fromFailing: string]>([
    [{ attempts: 19, failed: 4 }, 'healthy', 'failing'],
    [{ attempts: 20, failed: 1 }, 'failing', 'failing'],
    [{ attempts: 21, failed: 1 }, 'healthy', 'failing'],
    [{ attempts: 25, failed: 1 }, 'healthy', 'failing'],
    [{ attempts: 26, failed: 1 }, 'healthy', 'healthy'],
    [{ attempts: 10_000, failed: 399 }, 'healthy', 'healthy'],
    [{ attempts: 10_000, failed: 499 }, 'healthy', 'failing'],
    [{ attempts: 10_000, failed: 500 }, 'failing', 'failing'],
    [{ attempts: 3, failed: 0 }, 'healthy', 'healthy'],
  ])('by %j: of a healthy one %s, of a failing one %s', async (day, fromHealthy, fromFailing) => {
    const healthy = await setup();
    await healthy.record('+', day);
    expect(await healthy.shown()).toBe(fromHealthy);
    const failing = await setup();
    await failing.record('+', { attempts: 20, failed: 20 });
    await failing.record('+', day);
    expect(await failing.shown()).toBe(fromFailing);
  });

  it('of one that was resumed has the same two limits for what came since', async () => {
    const { id, webhooks, record, shown } = await setup();
    await webhooks.update({ id, status: 'paused' });
    await webhooks.update({ id, status: 'active' });
    await record(`-${'+'.repeat(19)}`);
    expect(await shown()).toBe('failing');
    await record('+'.repeat(5));
    expect(await shown()).toBe('failing');
    await record('+');
    expect(await shown()).toBe('healthy');
  });
});

it('announces what becomes of all webhooks of a batch at once', async () => {
  const { create } = home.account();
  const ids = await Promise.all(['One', 'Two', 'Three'].map(async (name) => (await create({ name })).id));
  await home.database.transaction((tx) =>
    recordActivity(
      tx,
      ids.flatMap((id) => attempts(id, '-'.repeat(50))),
    ),
  );
  expect(announced.toSorted()).toEqual(
    ['One', 'Three', 'Two'].flatMap((name) => [
      `${name}: failing by consecutive_failures`,
      `${name}: warned at 50 (50, timeout)`,
    ]),
  );
  expect(announcements).toBe(2);
});

const ACTIVE = { status: 'active', disabledAt: null } as const;

it('is idle when nothing was sent for a day', () => {
  const at = new Date('2026-11-20T12:00:00.000Z');
  const kept = { is_failing: false, last_attempt_at: at, health_changed_at: at };
  expect(healthOf(ACTIVE, kept, new Date('2026-11-21T11:59:59.999Z'))).toMatchObject({ health: 'healthy' });
  expect(healthOf(ACTIVE, kept, new Date('2026-11-21T12:00:00.000Z'))).toEqual({
    health: 'idle',
    health_changed_at: '2026-11-21T12:00:00.000Z',
  });
  expect(healthOf(ACTIVE, { ...kept, is_failing: true }, new Date('2026-12-01T00:00:00.000Z')).health).toBe(
    'failing',
  );
});

describe('degradation of which no attempt tells', () => {
  it('ends when its failures have become too old', async () => {
    const { id, record, shown } = await setup();
    const settle = async (day: DayCounts) =>
      settleDegraded(home.database, new Map([[id, day]]), await later());
    await record('+', { attempts: 40, failed: 2 });
    expect(await listDegraded(home.database, '', 1000)).toContain(id);
    await settle({ attempts: 40, failed: 2 });
    // Less than makes a webhook degraded, and not little enough to end it.
    await settle({ attempts: 50, failed: 2 });
    await settle({ attempts: 3, failed: 1 });
    expect(await shown()).toBe('failing');
    await settle({ attempts: 3, failed: 0 });
    expect(await shown()).toBe('healthy');
    expect(await listDegraded(home.database, '', 1000)).not.toContain(id);
    expect(announced).toEqual(['Ledger: failing by failure_rate', 'Ledger: healthy']);
  });

  it('is left to an attempt that came about the time of the count, and may be in it only by half', async () => {
    const { id, record, shown } = await setup();
    await record('+', { attempts: 40, failed: 2 });
    const counts = new Map([[id, { attempts: 3, failed: 0 }]]);
    for (const interval of ['-1 minute', '0 minutes', '1 minute']) {
      await settleDegraded(home.database, counts, await later(interval));
      expect(await shown()).toBe('failing');
    }
  });

  it('is left to attempts for a day after the webhook was resumed: only what came since counts', async () => {
    const { id, webhooks, record, shown } = await setup();
    await webhooks.update({ id, status: 'paused' });
    await webhooks.update({ id, status: 'active' });
    await record(`--${'+'.repeat(18)}`);
    const mostly = new Map([[id, { attempts: 1_000, failed: 2 }]]);
    await settleDegraded(home.database, mostly, await later());
    expect(await shown()).toBe('failing');
    await home.database.query(RESUMED, [id, '24 hours']);
    await settleDegraded(home.database, mostly, await later());
    expect(await shown()).toBe('healthy');
  });
});

it('lists webhooks by health and by badge', async () => {
  const { id, webhooks, create, record } = await setup();
  await record('-----');
  const idle = await create();
  const healthy = await create();
  await home.database.transaction((tx) => recordActivity(tx, attempts(healthy.id, '+')));
  const paused = await create();
  await webhooks.update({ id: paused.id, status: 'paused' });
  const idsOf = async (filter: Parameters<typeof webhooks.list>[0]) =>
    (await webhooks.list(filter)).data.map((each) => each.id);
  expect(await idsOf({ health: 'failing' })).toEqual([id]);
  expect(await idsOf({ health: 'healthy' })).toEqual([healthy.id]);
  expect(await idsOf({ health: 'idle' })).toEqual([paused.id, idle.id]);
  expect(await idsOf({ badge: 'failing' })).toEqual([id]);
  expect(await idsOf({ badge: 'active' })).toEqual([healthy.id, idle.id]);
  expect(await idsOf({ badge: 'paused' })).toEqual([paused.id]);
  expect(await idsOf({ badge: 'inactive' })).toEqual([]);
});

it('is failing when the webhook is disabled, by however few attempts, and also where one succeeded since', async () => {
  const { id, webhooks, record, shown } = await setup();
  await home.database.transaction((tx) =>
    recordActivity(tx, [
      { endpointId: id, succeeded: false, gone: { url: PUBLIC_URL, claimedAt: new Date() } },
    ]),
  );
  const since = (await webhooks.get({ id })).health_changed_at;
  expect(since).not.toBeNull();
  expect((await webhooks.rows({})).data).toMatchObject([{ health: 'failing', health_changed_at: since }]);
  await record('+'); // it was under way
  expect(await webhooks.get({ id })).toMatchObject({ health: 'failing', health_changed_at: since });
  await record('-----'); // asked for by hand
  expect(await webhooks.get({ id })).toMatchObject({ health: 'failing', health_changed_at: since });
  expect((await webhooks.rows({})).data).toMatchObject([{ health: 'failing', health_changed_at: since }]);
  for (const [health, ids] of [
    ['failing', [id]],
    ['healthy', []],
    ['idle', []],
  ] as const)
    expect((await webhooks.list({ health })).data.map((each) => each.id)).toEqual(ids);
  await webhooks.update({ id, status: 'active' });
  expect(await shown()).toBe('healthy');
});
