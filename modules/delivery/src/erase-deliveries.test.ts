import { statement } from '@tidings/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eraseDeliveries } from './erase-deliveries.ts';
import { recordAttempts } from './queue/record.ts';
import { FAILURE, finished, installation, NOWHERE } from './testing.ts';

const EMAIL = 'ada@example.com';
const ECHO = {
  ...FAILURE,
  errorDetail: `The endpoint answered: unknown ${EMAIL}`,
  response: { headers: { 'x-contact': EMAIL }, body: `unknown ${EMAIL}`, truncated: true },
};

const EVENT = statement<{ accountId: string; day: string; id: string }>(
  '',
  'SELECT account_id AS "accountId", event_day AS day, event_id AS id FROM delivery.delivery WHERE id = $1',
);
const UNSUCCESSFUL = statement<{ status: string }>(
  '',
  'SELECT status FROM delivery.unsuccessful WHERE delivery_id = $1',
);
let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

/** A delivery that waits, of an account and a webhook of its own. */
async function setup() {
  const account = home.account();
  const webhook = await account.hook(NOWHERE);
  await account.publish();
  const { id } = await account.latest(webhook.id);
  const [event] = await home.database.query(EVENT, [id]);
  if (!event) throw new Error('The delivery has an event.');
  return {
    ...account,
    webhook,
    id,
    event,
    erase: (events = [event]) => home.database.transaction((tx) => eraseDeliveries(tx, events)),
    take: async () => {
      const [claimed] = await home.claim(1);
      if (!claimed) throw new Error('The delivery is due.');
      return claimed;
    },
    attempts: async () => (await account.deliveries.attempts({ id })).data,
  };
}

it('cancels a delivery that waits', async () => {
  const { erase, deliveries, id, webhook } = await setup();
  expect(await erase()).toBe(1);
  expect(await deliveries.get({ id })).toMatchObject({ status: 'cancelled', next_attempt_at: null });
  expect(await home.queued(webhook.id)).toBe(0);
  expect(await home.database.query(UNSUCCESSFUL, [id])).toEqual([{ status: 'cancelled' }]);
});

it('forgets what receivers answered, and keeps that and when they did', async () => {
  const { erase, take, attempts } = await setup();
  await recordAttempts(home.database).add(finished(await take(), ECHO));
  const [before] = await attempts();
  await erase();
  expect(await attempts()).toEqual([
    { ...before, error_detail: null, response: { headers: {}, body: '', truncated: false } },
  ]);
});

it('leaves a delivery as it ended', async () => {
  const { erase, take, deliveries, id } = await setup();
  await recordAttempts(home.database).add(finished(await take(), ECHO));
  expect(await erase()).toBe(1);
  expect(await deliveries.get({ id })).toMatchObject({ status: 'failed', attempts_made: 1 });
});

it('keeps the answer to an attempt under way from being recorded, makes it the last and closes it', async () => {
  const { erase, take, attempts, deliveries, id, webhook } = await setup();
  const claimed = await take();
  await erase();
  expect(await recordAttempts(home.database).add(finished(claimed, ECHO, 60_000))).toBe(false);
  expect(await home.claim(1)).toEqual([]);
  expect(await deliveries.get({ id })).toMatchObject({ status: 'cancelled', attempts_made: 1 });
  expect(await attempts()).toMatchObject([{ outcome: 'interrupted', response: null }]);
  expect(await home.queued(webhook.id)).toBe(0);
});

it('touches no delivery of another event or account, also under the same event id', async () => {
  const one = await setup();
  const other = await setup();
  expect(await one.erase([{ ...one.event, accountId: other.event.accountId }])).toBe(0);
  await one.erase();
  expect(await other.deliveries.get({ id: other.id })).toMatchObject({ status: 'pending' });
  expect(await home.queued(other.webhook.id)).toBe(1);
});

it('does no harm a second time, nor with nothing to do', async () => {
  const { erase, deliveries, id } = await setup();
  await erase();
  const before = await deliveries.get({ id });
  expect(await erase()).toBe(1);
  expect(await erase([])).toBe(0);
  expect(await deliveries.get({ id })).toEqual(before);
});
