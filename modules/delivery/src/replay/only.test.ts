import { newId } from '@tidings/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeliveryStatus } from '../schema.ts';
import { installation, NOWHERE } from '../testing.ts';
import { writeLog } from '../log/testing-log.ts';
import { deliverAll, replayedTo, replaysOf, runToEnd } from '../testing-replay.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

/** What became of earlier deliveries of one event to the webhook, and whether it is then a failed or a missed one. */
const CASES: { past: DeliveryStatus[]; failed: boolean; missed: boolean }[] = [
  { past: [], failed: false, missed: true },
  { past: ['succeeded'], failed: false, missed: false },
  { past: ['failed'], failed: true, missed: false },
  { past: ['retrying'], failed: false, missed: false },
  { past: ['cancelled'], failed: true, missed: false },
  { past: ['archived'], failed: true, missed: false },
  { past: ['pending'], failed: false, missed: false },
  { past: ['failed', 'succeeded'], failed: false, missed: false },
  { past: ['failed', 'failed'], failed: true, missed: false },
  { past: ['failed', 'pending'], failed: false, missed: false },
  { past: ['failed', 'retrying'], failed: false, missed: false },
];

/** An event for each case, a webhook with that past, and another one to which all of them were delivered. */
async function setup() {
  const account = home.account();
  const events: string[] = [];
  for (const _ of CASES) events.push((await account.publish()).id);
  const { id: webhook } = await account.hook(NOWHERE);
  const { id: other } = await account.hook(NOWHERE);
  const { accountId = '' } = account.ctx;
  for (const [index, { past }] of CASES.entries()) {
    const eventId = events[index] ?? newId('evt');
    await writeLog(home.database, { accountId, endpointId: other }, [{ status: 'succeeded', eventId }]);
    await writeLog(
      home.database,
      { accountId, endpointId: webhook },
      past.map((status) => ({ status, eventId })),
    );
  }
  const of = (what: 'failed' | 'missed') => events.filter((_, index) => CASES[index]?.[what]);
  return { ...account, ...replaysOf(account.ctx), webhook, other, of };
}

describe.each(['failed', 'missed'] as const)('only what was %s', (what) => {
  it('is replayed to a webhook, and counted before', async () => {
    const { begin, preview, webhook, of } = await setup();
    const input = { webhook_id: webhook, [`only_${what}`]: true };
    expect(await preview(input)).toEqual({ total: of(what).length, is_estimate: false });
    const { id } = await begin(input);
    await runToEnd(home, id);
    expect(await replayedTo(home, webhook)).toEqual(of(what));
  });

  it('is another matter for another webhook', async () => {
    const { begin, webhook, other, of } = await setup();
    await runToEnd(home, (await begin({ [`only_${what}`]: true })).id);
    expect(await replayedTo(home, webhook)).toEqual(of(what));
    expect(await replayedTo(home, other)).toEqual([]);
  });

  it('is nothing any more when it has been replayed', async () => {
    const { begin, preview, webhook } = await setup();
    const input = { webhook_id: webhook, [`only_${what}`]: true };
    await runToEnd(home, (await begin(input)).id);
    await deliverAll(home);
    expect((await preview(input)).total).toBe(0);
  });
});

it('what a webhook missed while it was paused can be sent when it is resumed', async () => {
  const account = home.account();
  const { id: webhook } = await account.hook(NOWHERE);
  await account.publish();
  await deliverAll(home);
  await account.setStatus(webhook, 'paused');
  const missed = [(await account.publish()).id, (await account.publish()).id];
  const { begin, preview } = replaysOf(account.ctx);
  // A preview may be asked for before.
  expect(await preview({ webhook_id: webhook, only_missed: true })).toEqual({ total: 2, is_estimate: false });
  await account.setStatus(webhook, 'active');
  await runToEnd(home, (await begin({ webhook_id: webhook, only_missed: true })).id);
  expect(await replayedTo(home, webhook)).toEqual(missed);
});
