import { afterAll, beforeAll, expect, it } from 'vitest';
import { installation, NOWHERE } from '../testing.ts';
import { replaysOf } from '../testing-replay.ts';
import { forgetReplays } from './forget-replays.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

it('a replay is kept as long as its deliveries, and while it is under way', async () => {
  const account = home.account();
  const { begin, replays } = replaysOf(account.ctx);
  const ended = await begin(); // for nobody
  await account.hook(NOWHERE);
  const open = await begin();
  const listed = async () => (await replays.list({})).data.map(({ id }) => id);

  await forgetReplays(home.database, { today: inDays(29), retentionDays: 30 });
  expect(await listed()).toEqual([open.id, ended.id]);
  await forgetReplays(home.database, { today: inDays(31), retentionDays: 30 });
  expect(await listed()).toEqual([open.id]);
  await replays.cancel({ id: open.id });
});
