import {
  createCallerFactory,
  createLog,
  type Database,
  newId,
  readConfig,
  systemClock,
} from '@tidings/kernel';
import { expect, test } from 'vitest';
import { inboxOf } from './inbox.ts';
import { playRouter } from './router.ts';

function setup(mode: 'dev' | 'production' = 'dev') {
  const accountId = newId('acct');
  const database = {} as Database; // the inbox lives in memory
  const { play } = createCallerFactory(playRouter)({
    config: readConfig({}, mode),
    database,
    clock: systemClock,
    log: createLog('silent'),
    actor: { type: 'user', id: 'user_1', name: 'Ada', role: 'admin' },
    requestId: 'req_test',
    accountId,
    signedIn: true,
  });
  const arrive = () =>
    inboxOf(accountId).add({
      received_at: '2026-11-21T00:00:00.000Z',
      method: 'POST',
      path: '/',
      headers: {},
      body: '{}',
      answered: 204,
      webhook: null,
      delivery_id: null,
      verification: { verdict: 'unknown', detail: '' },
    });
  return { accountId, play, arrive };
}

test('an inbox shows what arrived, what is answered, and where to point a webhook', async () => {
  const { play, arrive, accountId } = setup();
  arrive();
  expect(await play.inbox({})).toMatchObject({
    url: `http://localhost:3400/play/${accountId}`,
    answer_status: 204,
    data: [{ body: '{}' }],
  });
});

test('what is answered can be set, and what arrived cleared, for this account alone', async () => {
  const [mine, other] = [setup(), setup()];
  mine.arrive();
  other.arrive();
  expect(await mine.play.setAnswer({ status: 503 })).toMatchObject({ answer_status: 503 });
  expect(await mine.play.clear({})).toMatchObject({ answer_status: 503, data: [] });
  expect(await other.play.inbox({})).toMatchObject({ answer_status: 204, data: [{}] });
});

test('in production there is no inbox', async () => {
  const { play } = setup('production');
  for (const call of [play.inbox({}), play.clear({}), play.setAnswer({ status: 500 })]) {
    await expect(call).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});
