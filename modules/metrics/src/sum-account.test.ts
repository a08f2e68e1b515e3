import { statement } from '@tidings/kernel';
import { nameOf, readsOf } from '@tidings/kernel/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT_SUMS, sumAccount } from './sum-account.ts';
import { installation } from './testing.ts';
import { sameTimeYesterday } from './time-slots.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const HOUR = statement<never>(
  '',
  `INSERT INTO metrics.hourly
     (webhook_id, hour, account_id, attempts, failed, duration_sum, durations, arrived, begun, delivered, exhausted)
   VALUES ($1, $2, $3, 15, 0, 0, '{}', $4, $5, $6, 0)`,
);
/** Hours of other accounts, so that nobody would read the whole table for one. */
const OTHERS = statement<never>(
  '',
  `INSERT INTO metrics.hourly
     (webhook_id, hour, account_id, attempts, failed, duration_sum, durations, arrived, begun, delivered, exhausted)
   SELECT 'wh_' || w, hour, 'acct_' || w, 1, 0, 0, '{}', '{1,1,1,1}', 1, 1, 0
   FROM generate_series(1, 300) AS w,
        generate_series(timestamptz '2026-11-17 00:00Z', '2026-11-20 23:00Z', interval '1 hour') AS hour`,
);

/** An account, of which hours are written down as they would have been recorded. */
async function setup() {
  const { ctx, hook } = home.account();
  const id = await hook();
  return {
    ctx,
    /** @param arrived by the quarters of the hour. */
    hour: (at: string, arrived: number[], cohort: { begun?: number; delivered?: number } = {}) =>
      home.database.query(HOUR, [
        id,
        new Date(at),
        ctx.accountId,
        arrived,
        cohort.begun ?? 0,
        cohort.delivered ?? 0,
      ]),
    sums: (now: string, timeZone = 'UTC') => sumAccount(ctx, { now: new Date(now), timeZone }),
  };
}

describe('what had arrived yesterday by the same time', () => {
  it('is that of whole quarters, and of the one that ran its share', async () => {
    const { hour, sums } = await setup();
    await hour('2026-11-19T00:00:00Z', [1, 2, 4, 8]);
    await hour('2026-11-19T14:00:00Z', [100, 200, 60, 1_000]);
    await hour('2026-11-19T15:00:00Z', [5_000, 0, 0, 0]);
    await hour('2026-11-18T23:00:00Z', [0, 0, 0, 7_000]);
    const yesterday = async (now: string) => (await sums(now)).delivered_yesterday;
    expect(await yesterday('2026-11-20T14:30:00Z')).toBe(315);
    expect(await yesterday('2026-11-20T14:35:00Z')).toBe(315 + 20);
    expect(await yesterday('2026-11-20T14:45:00Z')).toBe(375);
    expect(await yesterday('2026-11-20T23:59:59Z')).toBe(6_375);
  });

  it('is nothing as the day begins, and all of the day as it ends', async () => {
    const { hour, sums } = await setup();
    await hour('2026-11-19T00:00:00Z', [8, 8, 8, 8]);
    await hour('2026-11-19T23:00:00Z', [8, 8, 8, 8]);
    await hour('2026-11-20T00:00:00Z', [1, 0, 0, 0]);
    expect(await sums('2026-11-20T00:00:00Z')).toMatchObject({ delivered_today: 1, delivered_yesterday: 0 });
    expect(await sums('2026-11-20T00:15:00Z')).toMatchObject({ delivered_today: 1, delivered_yesterday: 8 });
    expect(await sums('2026-11-19T23:59:59Z')).toMatchObject({ delivered_today: 65, delivered_yesterday: 0 });
    expect(await sums('2026-11-20T23:59:59Z')).toMatchObject({ delivered_today: 1, delivered_yesterday: 64 });
  });

  it.each([
    // Midnight is at half past in UTC, half an hour later it is 00:30 there.
    ['Asia/Kolkata', '2026-11-19T19:00:00Z', 12],
    ['Asia/Kolkata', '2026-11-19T18:45:00Z', 4],
    ['Asia/Kathmandu', '2026-11-19T18:30:00Z', 2],
    ['America/St_Johns', '2026-11-20T04:00:00Z', 12],
  ])('begins with the day in %s, seen at %s', async (timeZone, now, arrived) => {
    const { hour, sums } = await setup();
    await hour('2026-11-18T18:00:00Z', [1, 2, 4, 8]);
    await hour('2026-11-18T19:00:00Z', [1_000, 0, 0, 0]);
    await hour('2026-11-19T03:00:00Z', [1, 2, 4, 8]);
    await hour('2026-11-19T04:00:00Z', [1_000, 0, 0, 0]);
    expect((await sums(now, timeZone)).delivered_yesterday).toBe(arrived);
  });

  it('goes by the clock on the wall where clocks were put forward or back', () => {
    const at = (now: string, timeZone: string) => sameTimeYesterday(new Date(now), timeZone).toISOString();
    // Berlin put its clocks back in the night to 2026-10-25: ten in the morning came 25 hours after ten.
    expect(at('2026-10-25T09:00:00Z', 'Europe/Berlin')).toBe('2026-10-24T08:00:00.000Z');
    expect(at('2026-03-29T08:00:00Z', 'Europe/Berlin')).toBe('2026-03-28T09:00:00.000Z');
    // They leapt over 02:30 the day before, and showed 03:30 instead.
    expect(at('2026-03-30T00:30:00Z', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  });
});

it('tells the success rate of the 24 hours before the last ones', async () => {
  const { hour, sums } = await setup();
  await hour('2026-11-20T14:00:00Z', [], { begun: 10, delivered: 9 });
  await hour('2026-11-19T15:00:00Z', [], { begun: 10, delivered: 8 });
  await hour('2026-11-19T14:00:00Z', [], { begun: 10, delivered: 4 });
  await hour('2026-11-18T15:00:00Z', [], { begun: 10, delivered: 2 });
  await hour('2026-11-18T14:00:00Z', [], { begun: 1_000, delivered: 0 });
  expect(await sums('2026-11-20T14:34:00Z')).toMatchObject({ success_rate: 0.85, success_rate_before: 0.3 });
});

it('has nothing to compare with on the first day, and nothing of other accounts', async () => {
  const { hour, sums } = await setup();
  const other = await setup();
  await other.hour('2026-11-19T10:00:00Z', [9, 9, 9, 9], { begun: 9, delivered: 9 });
  await hour('2026-11-20T10:00:00Z', [1, 1, 1, 1], { begun: 4, delivered: 4 });
  expect(await sums('2026-11-20T14:34:00Z')).toEqual({
    delivered_today: 4,
    delivered_yesterday: 0,
    success_rate: 1,
    success_rate_before: null,
  });
});

it('reads the hours of the account alone', async () => {
  const { ctx } = await setup();
  await home.database.query(OTHERS);
  await home.database.query(statement('', 'VACUUM ANALYZE metrics.hourly'));
  const values = [ctx.accountId, ...['20', '19', '19', '19', '18'].map((day) => `2026-11-${day}T12:00:00Z`)];
  const reads = await readsOf(home.database, { query: ACCOUNT_SUMS, values }, 'force_generic_plan');
  expect(reads.map(nameOf)).toEqual(['hourly_by_account']);
});
