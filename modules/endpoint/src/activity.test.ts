import { afterAll, beforeAll, expect, it } from 'vitest';
import { findActivity } from './activity.ts';
import { recordActivity } from './record-activity.ts';
import { installation } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const attempts = (endpointId: string, outcomes: string) =>
  [...outcomes].map((each) => ({ endpointId, succeeded: each === '+' }));

const record = (finished: { endpointId: string; succeeded: boolean }[]) =>
  home.database.transaction((tx) => recordActivity(tx, finished));

const countsOf = async (endpointId: string) =>
  (await findActivity(home.database, [endpointId])).get(endpointId);

it('begins with nothing', async () => {
  const { webhooks, create } = home.account();
  const { id } = await create();
  expect(await webhooks.activity({})).toEqual({
    data: [
      { webhook_id: id, attempts_total: 0, failed_total: 0, consecutive_failures: 0, last_attempt_at: null },
    ],
  });
});

// Each word is a batch; + succeeded, - failed.
it.each([
  ['-', 1, 1, 1],
  ['- - -', 3, 3, 3],
  ['--- --', 5, 5, 5],
  ['--- +', 4, 3, 0],
  ['--- +--', 6, 5, 2],
  ['--- --+ -', 7, 6, 1],
  ['-- -+-', 5, 4, 1],
  ['++ ++', 4, 0, 0],
])('counts %j as %i attempts, %i failed, %i in a row', async (batches, total, failed, consecutive) => {
  const { id } = await home.account().create();
  for (const batch of batches.split(' ')) await record(attempts(id, batch));
  expect(await countsOf(id)).toMatchObject({
    endpoint_id: id,
    attempts_total: total,
    failed_total: failed,
    consecutive_failures: consecutive,
    last_attempt_at: expect.any(Date),
  });
});

it('keeps webhooks of one batch apart', async () => {
  const { create } = home.account();
  const [one, two] = [(await create()).id, (await create()).id];
  await record([...attempts(one, '--'), ...attempts(two, '+'), ...attempts(one, '-')]);
  expect(await countsOf(one)).toMatchObject({ attempts_total: 3, consecutive_failures: 3 });
  expect(await countsOf(two)).toMatchObject({ attempts_total: 1, consecutive_failures: 0 });
});

it('loses no count when batches with the same webhooks come at once, in any order', async () => {
  const { create } = home.account();
  const ids = [(await create()).id, (await create()).id, (await create()).id];
  const batches = Array.from({ length: 24 }, (_, index) => (index % 2 === 0 ? ids : ids.toReversed()));
  await Promise.all(
    batches.map((batch) => record(batch.map((endpointId) => ({ endpointId, succeeded: false })))),
  );
  for (const id of ids)
    expect(await countsOf(id)).toMatchObject({ attempts_total: 24, consecutive_failures: 24 });
});

it('is undone with the transaction that records the attempts', async () => {
  const { id } = await home.account().create();
  const undone = home.database.transaction(async (tx) => {
    await recordActivity(tx, attempts(id, '--'));
    throw new Error('undo');
  });
  await expect(undone).rejects.toThrow('undo');
  expect(await countsOf(id)).toMatchObject({ attempts_total: 0 });
});

it('counts nothing for a webhook that was deleted meanwhile', async () => {
  const { webhooks, create } = home.account();
  const [gone, stays] = [(await create()).id, (await create()).id];
  await webhooks.delete({ id: gone });
  await record([...attempts(gone, '-'), ...attempts(stays, '-')]);
  expect(await countsOf(gone)).toBeUndefined();
  expect(await countsOf(stays)).toMatchObject({ attempts_total: 1 });
});

it('shows each account its own webhooks', async () => {
  const mine = home.account();
  const { id } = await mine.create();
  await home.account().create();
  await record(attempts(id, '+-'));
  expect((await mine.webhooks.activity({})).data).toEqual([
    {
      webhook_id: id,
      attempts_total: 2,
      failed_total: 1,
      consecutive_failures: 1,
      last_attempt_at: expect.stringMatching(/^\d{4}-.+Z$/),
    },
  ]);
});
