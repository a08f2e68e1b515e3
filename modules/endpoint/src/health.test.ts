import { statement } from '@tidings/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DayCounts, healthOf, isDegraded } from './health.ts';
import { endpointHealthChanged, endpointWarned } from './hooks.ts';
import { recordActivity } from './record-activity.ts';
import { listDegraded, settleDegraded } from './settle-degraded.ts';
import { installation } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
let announced: string[] = [];
beforeAll(async () => {
  home = await installation();
  endpointWarned.connect(async (_tx, warned) => {
    announced.push(
      `${warned.name}: warned at ${warned.threshold} (${warned.consecutiveFailures}, ${warned.lastError})`,
    );
  });
  endpointHealthChanged.connect(async (_tx, { name, health, reason }) => {
    announced.push(`${name}: ${health}${reason ? ` by ${reason}` : ''}`);
  });
});
beforeEach(() => {
  announced = [];
});
afterAll(() => home.close());

const NOW = statement<{ now: Date }>('', 'SELECT clock_timestamp() AS now');

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

  it('says failing of one that drops every twentieth, though the last one succeeded', async () => {
    const { record, shown } = await setup();
    await record('+', { attempts: 40, failed: 2 });
    expect(await shown()).toBe('failing');
    await record('+', { attempts: 41, failed: 2 });
    expect(await shown()).toBe('healthy');
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

  it.each([
    [{ attempts: 19, failed: 19 }, false],
    [{ attempts: 20, failed: 1 }, true],
    [{ attempts: 21, failed: 1 }, false],
    [{ attempts: 10_000, failed: 499 }, false],
    [{ attempts: 10_000, failed: 500 }, true],
    [{ attempts: 0, failed: 0 }, false],
  ])('of %j is degraded: %s', (counts, expected) => {
    expect(isDegraded(counts)).toBe(expected);
  });
});

it('is idle when nothing was sent for a day', () => {
  const at = new Date('2026-11-20T12:00:00.000Z');
  const kept = { is_failing: false, last_attempt_at: at, health_changed_at: at };
  expect(healthOf(kept, new Date('2026-11-21T11:59:59.999Z'))).toMatchObject({ health: 'healthy' });
  expect(healthOf(kept, new Date('2026-11-21T12:00:00.000Z'))).toEqual({
    health: 'idle',
    health_changed_at: '2026-11-21T12:00:00.000Z',
  });
  expect(healthOf({ ...kept, is_failing: true }, new Date('2026-12-01T00:00:00.000Z')).health).toBe(
    'failing',
  );
});

describe('degradation of which no attempt tells', () => {
  it('ends when its failures have become too old', async () => {
    const { id, record, shown } = await setup();
    await record('+', { attempts: 40, failed: 2 });
    expect(await listDegraded(home.database, '', 1000)).toContain(id);
    const [row] = await home.database.query(NOW);
    await settleDegraded(home.database, new Map([[id, { attempts: 40, failed: 2 }]]), row!.now);
    expect(await shown()).toBe('failing');
    await settleDegraded(home.database, new Map([[id, { attempts: 3, failed: 0 }]]), row!.now);
    expect(await shown()).toBe('healthy');
    expect(await listDegraded(home.database, '', 1000)).not.toContain(id);
    expect(announced).toEqual(['Ledger: failing by failure_rate', 'Ledger: healthy']);
  });

  it('is left to an attempt that came after the count', async () => {
    const { id, record, shown } = await setup();
    const [row] = await home.database.query(NOW);
    await record('+', { attempts: 40, failed: 2 });
    await settleDegraded(home.database, new Map([[id, { attempts: 3, failed: 0 }]]), row!.now);
    expect(await shown()).toBe('failing');
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
