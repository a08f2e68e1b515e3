import { afterAll, beforeAll, expect, test } from 'vitest';
import { installation, PUBLIC_URL } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const refusal = expect.objectContaining({
  cause: expect.objectContaining({
    code: 'invalid',
    issues: [
      {
        path: '/api_version',
        message: 'There is no version 2026-10-10. There is 2026-11-01, 2026-06-01.',
      },
    ],
  }),
});

test('a webhook is pinned to the newest version unless another is named', async () => {
  const { create } = home.account();
  expect((await create()).api_version).toBe('2026-11-01');
  expect((await create({ api_version: '2026-06-01' })).api_version).toBe('2026-06-01');
});

test('the pin can be moved, to and fro, and stays where nothing is said of it', async () => {
  const { webhooks, create } = home.account();
  const { id } = await create();
  const moved = await webhooks.update({ id, api_version: '2026-06-01' });
  expect(moved.api_version).toBe('2026-06-01');
  expect((await webhooks.update({ id, name: 'Other' })).api_version).toBe('2026-06-01');
  const replacement = { id, url: PUBLIC_URL, events: ['*'] };
  expect((await webhooks.replace(replacement)).api_version).toBe('2026-06-01');
  expect((await webhooks.replace({ ...replacement, api_version: '2026-11-01' })).api_version).toBe(
    '2026-11-01',
  );
});

test('a version that no event type has is refused, and those there are are named', async () => {
  const { webhooks, create } = home.account();
  await expect(create({ api_version: '2026-10-10' })).rejects.toThrow(refusal);
  const { id } = await create();
  await expect(webhooks.update({ id, api_version: '2026-10-10' })).rejects.toThrow(refusal);
  const replacement = { id, url: PUBLIC_URL, events: ['*'], api_version: '2026-10-10' };
  await expect(webhooks.replace(replacement)).rejects.toThrow(refusal);
  expect((await webhooks.get({ id })).api_version).toBe('2026-11-01');
});
