import { createCallerFactory } from '@tidings/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { endpointChallenged } from './hooks.ts';
import { endpointRouter } from './router.ts';
import { installation, PUBLIC_URL } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const callerOf = createCallerFactory(endpointRouter);

/** An account whose plan allows so many webhooks. */
function setup(most: number | null) {
  const { ctx } = home.account();
  const quota = { deliveriesPerMinute: null, webhooks: most };
  const { webhooks } = callerOf({ ...ctx, quota, signedIn: true });
  const create = (more: { verify?: 'challenge' } = {}) =>
    webhooks.create({ url: PUBLIC_URL, events: ['*'], ...more });
  return { webhooks, create };
}

it('makes as many webhooks as the quota allows, also when they are made at the same moment', async () => {
  const { webhooks, create } = setup(2);
  const answers = await Promise.allSettled([create(), create(), create(), create()]);
  const refused = answers.filter((answer) => answer.status === 'rejected');
  expect(refused).toHaveLength(2);
  for (const { reason } of refused) {
    expect(reason).toMatchObject({
      code: 'FORBIDDEN',
      message: 'This account may have 2 webhooks. Delete one, or upgrade the plan.',
    });
  }
  const [first] = (await webhooks.list({})).data;
  await webhooks.delete({ id: first?.id ?? '' });
  await create();
});

it('makes any number without a quota', async () => {
  const { webhooks, create } = setup(null);
  for (let n = 0; n < 3; n += 1) await create();
  expect((await webhooks.list({})).data).toHaveLength(3);
});

it('asks no endpoint to prove itself for a webhook that could not be made', async () => {
  const asked: string[] = [];
  endpointChallenged.connect(async (_ctx, { url }) => {
    asked.push(url);
    return null;
  });
  const { create } = setup(0);
  await expect(create({ verify: 'challenge' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(asked).toEqual([]);
});
