import { timeOfId } from '@tidings/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { giveUp } from './give-up.ts';
import { attemptsRecorded, deliveriesExhausted, type RecordedAttempt } from '../hooks.ts';
import { recordAttempts } from './record.ts';
import { FAILURE, finished, installation, NOWHERE, SUCCESS } from '../testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
const told: RecordedAttempt[] = [];
const givenUp: string[] = [];
beforeAll(async () => {
  home = await installation();
  attemptsRecorded.connect(async (_tx, attempts) => {
    told.push(...attempts);
    return new Map();
  });
  deliveriesExhausted.connect(async (_tx, exhausted) => void givenUp.push(...exhausted.map(({ id }) => id)));
});
afterAll(() => home.close());

/** A delivery, and what its next attempt is told to be after it ended in this way. */
async function setup() {
  const account = home.account();
  const webhook = await account.hook(NOWHERE);
  await account.publish();
  const { id } = await account.latest(webhook.id);
  const claim = async () => {
    await home.makeDue(id);
    const claimed = (await home.claim()).find(({ delivery_id: each }) => each === id);
    if (!claimed) throw new Error('It was due.');
    return claimed;
  };
  const attempt = async (outcome: typeof SUCCESS, retryAfterMs: number | null = null) => {
    await recordAttempts(home.database).add(finished(await claim(), outcome, retryAfterMs));
    const { isFirst, isDelivered, isExhausted } = told.findLast(
      ({ endpointId }) => endpointId === webhook.id,
    )!;
    return [isFirst && 'first', isDelivered && 'delivered', isExhausted && 'exhausted']
      .filter(Boolean)
      .join(' ');
  };
  const interrupt = async (times: number) => {
    for (let time = 0; time < times; time += 1) await claim();
  };
  return { ...account, webhook, id, claim, attempt, interrupt };
}

it('the first attempt and the one that arrived are told, with when the delivery was made', async () => {
  const { attempt, id } = await setup();
  expect(await attempt(FAILURE, 1_000)).toBe('first');
  expect(await attempt(FAILURE, 1_000)).toBe('');
  expect(await attempt(SUCCESS)).toBe('delivered');
  expect(told.at(-1)).toMatchObject({ madeAtMs: timeOfId(id) });
});

it('a delivery that is sent again after it had arrived does not arrive again, also not after it failed since', async () => {
  const { attempt, deliveries, id } = await setup();
  expect(await attempt(SUCCESS)).toBe('first delivered');
  for (const outcome of [SUCCESS, FAILURE, SUCCESS]) {
    await deliveries.retry({ id });
    expect(await attempt(outcome)).toBe('');
  }
});

it('a delivery is given up once, however often it is retried by hand afterwards', async () => {
  const { attempt, deliveries, webhook, id } = await setup();
  expect(await attempt(FAILURE)).toBe('first exhausted');
  await deliveries.retry({ id });
  expect(await attempt(FAILURE)).toBe('');
  await deliveries.retryFailed({ id: webhook.id });
  expect(await attempt(FAILURE)).toBe('');
  await deliveries.retry({ id });
  expect(await attempt(SUCCESS)).toBe('delivered');
  expect(givenUp.filter((each) => each === id)).toHaveLength(1);
});

it('attempts that were interrupted are none, before and between those of which the outcome is known', async () => {
  const { attempt, interrupt } = await setup();
  await interrupt(2);
  expect(await attempt(FAILURE, 1_000)).toBe('first');
  await interrupt(1);
  expect(await attempt(FAILURE, 1_000)).toBe('');
  expect(await attempt(SUCCESS)).toBe('delivered');
});

it('a delivery that was only ever interrupted, was given up and is retried by hand, begins then', async () => {
  const { attempt, claim, interrupt, deliveries, id } = await setup();
  await interrupt(2);
  await giveUp(home.database, [await claim()]);
  expect(givenUp).toContain(id);
  await deliveries.retry({ id });
  expect(await attempt(SUCCESS)).toBe('first delivered');
});
