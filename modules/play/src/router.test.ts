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
    answer: { status: 204 },
    data: [{ body: '{}' }],
  });
});

test('what is answered can be set, and what arrived cleared, for this account alone', async () => {
  const [mine, other] = [setup(), setup()];
  mine.arrive();
  other.arrive();
  expect(await mine.play.setAnswer({ status: 503 })).toMatchObject({ answer: { status: 503 } });
  expect(await mine.play.clear({})).toMatchObject({ answer: { status: 503 }, data: [] });
  expect(await other.play.inbox({})).toMatchObject({ answer: { status: 204 }, data: [{}] });
});

test('receivers of one account are apart from each other, and each is named in the list', async () => {
  const { play, arrive, accountId } = setup();
  arrive();
  const url = `http://localhost:3400/play/${accountId}`;
  expect(await play.setAnswer({ name: 'slow', status: 200, delay_ms: 9000, body: 'ok' })).toEqual({
    name: 'slow',
    url: `${url}/slow`,
    answer: { status: 200, delay_ms: 9000, body: 'ok' },
    data: [],
    receivers: [
      { name: null, url, arrivals: 1 },
      { name: 'slow', url: `${url}/slow`, arrivals: 0 },
    ],
  });
  expect(await play.inbox({})).toMatchObject({
    name: null,
    answer: { status: 204, delay_ms: 0 },
    data: [{}],
  });
});

test.each([
  ['a status that is none of them', { status: 201 }, 'status'],
  ['a wait of more than 35 seconds', { status: 200, delay_ms: 35_001 }, 'delay_ms'],
  ['a body with 204', { status: 204, body: 'ok' }, 'body'],
  ['a name that cannot stand in a URL', { status: 204, name: 'Slow one' }, 'name'],
])('%s is refused', async (_what, given, path) => {
  const { play } = setup();
  await expect(play.setAnswer(given as never)).rejects.toMatchObject({
    cause: { issues: [{ path: `/${path}` }] },
  });
});

test('in production there is no inbox', async () => {
  const { play } = setup('production');
  for (const call of [play.inbox({}), play.clear({}), play.setAnswer({ status: 500 })]) {
    await expect(call).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});
