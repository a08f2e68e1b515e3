import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { createWebhook, publish, TAG_CREATED } from '../support/samples.ts';
import type { Event, Webhook } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const HOOK = { url: 'http://127.0.0.1:65535/', events: ['*'] };

let server: Server;
let api: Api;
let webhookId: string;

beforeAll(async () => {
  server = await startServer();
  api = await server.newAccount();
  webhookId = (await createWebhook(api, HOOK)).id;
});

afterAll(async () => {
  // Whatever was sent, the server still works and has lost its footing nowhere.
  try {
    const { id } = await publish(api);
    expect((await api.get<Event>(`/events/${id}`)).body.data).toEqual(TAG_CREATED.data);
  } finally {
    await server.stop();
  }
});

describe('a webhook at fault is 422 at', () => {
  const faults: [string, Record<string, unknown>][] = [
    ['/name', { name: '' }],
    ['/name', { name: '   ' }],
    ['/name', { name: 5 }],
    ['/name', { name: null }],
    ['/name', { name: 'x'.repeat(101) }],
    ['/name', { name: 'a\u0000b' }],
    ['/description', { description: 'x'.repeat(501) }],
    ['/description', { description: 'a\u0000b' }],
    ['/description', { description: ['x'] }],
    ['/url', { url: 5 }],
    ['/url', { url: '' }],
    ['/url', { url: null }],
    ['/url', { url: {} }],
    ['/events', { events: [] }],
    ['/events', { events: 'tag.created' }],
    ['/events', { events: Array.from({ length: 101 }, () => '*') }],
    ['/events/0', { events: ['tag'] }],
    ['/events/1', { events: ['*', 'tag.exploded'] }],
    ['/events/0', { events: ['no_such.*'] }],
    ['/events/0', { events: ['*.created'] }],
    ['/events/0', { events: ['**'] }],
    ['/events/0', { events: [null] }],
    ['/events/0', { events: ['tag.created\u0000'] }],
    ['/retry', { retry: 'never' }],
    ['/retry/enabled', { retry: { enabled: 'yes' } }],
    ['/retry/max_retries', { retry: { max_retries: 11 } }],
    ['/retry/max_retries', { retry: { max_retries: -1 } }],
    ['/retry/max_retries', { retry: { max_retries: 1.5 } }],
    ['/retry/max_retries', { retry: { max_retries: 1e308 } }],
    ['/retry/delays', { retry: { delays: [] } }],
    ['/retry/delays', { retry: { delays: Array.from({ length: 11 }, () => '1s') } }],
    ['/retry/delays/0', { retry: { delays: ['1d'] } }],
    ['/retry/delays/0', { retry: { delays: ['0s'] } }],
    ['/retry/delays/1', { retry: { delays: ['1s', 1] } }],
    ['/retry/delays/0', { retry: { delays: ['-1s'] } }],
    ['/retry/delays/0', { retry: { delays: ['999999h'] } }],
    ['/retry/surprise', { retry: { surprise: 1 } }],
    ['/timeout_seconds', { timeout_seconds: 0 }],
    ['/timeout_seconds', { timeout_seconds: 31 }],
    ['/timeout_seconds', { timeout_seconds: 1.5 }],
    ['/timeout_seconds', { timeout_seconds: '5' }],
    ['/timeout_seconds', { timeout_seconds: Number.MAX_SAFE_INTEGER }],
    ['/headers', { headers: [] }],
    ['/headers', { headers: 'X-Team: crm' }],
    [
      '/headers',
      { headers: Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`x-${index}`, ''])) },
    ],
    ['/headers/x-team', { headers: { 'x-team': 5 } }],
    ['/headers/x-team', { headers: { 'x-team': 'a\r\nx-evil: b' } }],
    ['/headers/x-team', { headers: { 'x-team': 'a\nb' } }],
    ['/headers/x-team', { headers: { 'x-team': 'a\u0000b' } }],
    ['/headers/x-team', { headers: { 'x-team': 'naïve' } }],
    ['/headers/x-team', { headers: { 'x-team': 'x'.repeat(1001) } }],
    ['/headers/x team', { headers: { 'x team': 'a' } }],
    ['/headers/x:team', { headers: { 'x:team': 'a' } }],
    ['/headers/x-team\r\nx-evil', { headers: { 'x-team\r\nx-evil': 'a' } }],
    ['/headers/', { headers: { '': 'a' } }],
    ...[
      'host',
      'Host',
      'Content-Length',
      'content-type',
      'Transfer-Encoding',
      'connection',
      'Cookie',
      'Keep-Alive',
      'TE',
      'trailer',
      'Upgrade',
      'proxy-authorization',
      'webhook-id',
      'Webhook-Signature',
      'WEBHOOK-TIMESTAMP',
      'webhook-anything',
    ].map((name): [string, Record<string, unknown>] => [`/headers/${name}`, { headers: { [name]: 'x' } }]),
    ['/api_version', { api_version: 'latest' }],
    ['/api_version', { api_version: '1999-01-01' }],
    ['/api_version', { api_version: null }],
    ['/secret', { secret: 'whsec_mine' }],
    ['/account_id', { account_id: 'acct_01k9w3m5kqe8nb2v7x4r6t0zcd' }],
    ['/nme', { nme: 'slip' }],
  ];

  test.each(faults)('%s when it is created with %j', async (path, fault) => {
    expectProblem(await api.post('/webhooks', { ...HOOK, ...fault }), 422, path);
  });

  test.each([
    ...faults,
    ['/status', { status: 'disabled' }],
    ['/status', { status: 5 }],
    ['/id', { id: 'x' }],
  ] as typeof faults)('%s when it is changed to %j, and it stays as it was', async (path, fault) => {
    const before = await api.get<Webhook>(`/webhooks/${webhookId}`);
    expectProblem(await api.patch(`/webhooks/${webhookId}`, fault), 422, path);
    expect((await api.get<Webhook>(`/webhooks/${webhookId}`)).body).toEqual(before.body);
  });

  test('/url and /events when both are missing', async () => {
    const problem = expectProblem(await api.post('/webhooks', {}), 422, '/url');
    expect(problem.issues?.map(({ path }) => path).toSorted()).toEqual(['/events', '/url']);
  });

  test('nothing less than __proto__, which is a field that does not exist', async () => {
    const body = `{"url":"${HOOK.url}","events":["*"],"__proto__":{"timeout_seconds":30}}`;
    expectProblem(await api.send('POST', '/webhooks', { headers: JSON_TYPE, body }), 422, '/__proto__');
    const inHeaders = `{"url":"${HOOK.url}","events":["*"],"headers":{"__proto__":"x"}}`;
    const answer = await api.send('POST', '/webhooks', { headers: JSON_TYPE, body: inHeaders });
    expectProblem(answer, 422, '/headers/__proto__');
  });
});

describe('an account at fault is 422 at', () => {
  test.each([
    ['/name', {}],
    ['/name', { name: '' }],
    ['/name', { name: 'a\u0000b' }],
    ['/name', { name: 'x'.repeat(101) }],
    ['/external_id', { name: 'Acme', external_id: '' }],
    ['/external_id', { name: 'Acme', external_id: 'x'.repeat(201) }],
    ['/external_id', { name: 'Acme', external_id: 'a\u0000b' }],
    ['/external_id', { name: 'Acme', external_id: 5 }],
    ['/id', { name: 'Acme', id: 'acct_01k9w3m5kqe8nb2v7x4r6t0zcd' }],
  ])('%s: %j', async (path, body) => {
    expectProblem(await server.api.post('/accounts', body), 422, path);
  });
});

describe('a query parameter at fault is 422 at', () => {
  const cursorOf = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
  const lists = ['/webhooks', '/events', '/accounts', '/webhooks/WH/deliveries'];
  const everywhere: [string, string][] = [
    ['limit', 'limit=0'],
    ['limit', 'limit=-1'],
    ['limit', 'limit=101'],
    ['limit', 'limit=1.5'],
    ['limit', 'limit=ten'],
    ['limit', 'limit='],
    ['limit', 'limit=1e3'],
    ['limit', 'limit=1&limit=2'],
    ['limit[]', 'limit[]=1'],
    ['cursor', 'cursor=hello'],
    ['cursor', 'cursor='],
    ['cursor', `cursor=${cursorOf(1)}`],
    ['cursor', `cursor=${cursorOf()}`],
    ['cursor', `cursor=${cursorOf('a', 'b', 'c')}`],
    ['cursor', `cursor=${cursorOf('2026-99-99', 'x')}`],
    ['cursor', `cursor=${cursorOf('soon', 'x')}`],
    ['cursor', `cursor=${cursorOf('a\u0000b')}`],
    ['cursor', `cursor=${cursorOf('2026-11-20', 'a\u0000b')}`],
    ['cursor', `cursor=${'x'.repeat(501)}`],
    ['cursor', 'cursor=a&cursor=b'],
    ['surprise', 'surprise=1'],
    ['__proto__', '__proto__=1'],
    ['constructor', 'constructor=1'],
  ];
  const all = lists.flatMap((list) =>
    everywhere.map(([path, query]): [string, string] => [`${list}?${query}`, path]),
  );

  test.each([
    ...all,
    ['/webhooks?status=sleeping', 'status'],
    ['/webhooks?q=%00', 'q'],
    [`/webhooks?q=${'x'.repeat(201)}`, 'q'],
    ['/events?type=Tag', 'type'],
    ['/events?type=tag.cr*', 'type'],
    ['/events?type=%00', 'type'],
    ['/events?created_after=yesterday', 'created_after'],
    ['/events?created_before=2026-02-30T00:00:00Z', 'created_before'],
    ['/webhooks/WH/deliveries?status=lost', 'status'],
    ['/webhooks/WH/deliveries?type=%00', 'type'],
    ['/webhooks/WH/deliveries?id=x', 'id'],
    ['/accounts?external_id=%00', 'external_id'],
    ['/webhooks/WH?verbose=1', 'verbose'],
    ['/event-types?limit=0', 'limit'],
    ['/event-types?cursor=x', 'cursor'],
  ])('%s: %s', async (path, parameter) => {
    expectProblem(await api.get(path.replace('WH', webhookId)), 422, parameter);
  });
});

test.each([
  ['/since', { since: 'yesterday' }],
  ['/since', { since: '2026-02-30T00:00:00Z' }],
  ['/cursor', { cursor: 'x' }],
  ['/events/0', { events: ['no_such.*'] }],
  ['/webhook_id', { webhook_id: 'wh' }],
  ['/seen/0', { seen: ['evt'] }],
  ['/payload_style', { payload_style: 'fat' }],
])('a listener that asks for what there is not is 422 at %s: %o', async (path, body) => {
  expectProblem(await api.post('/listen', body), 422, path);
});

test.each(['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59'])(
  'a listener may begin at %s',
  async (since) => {
    expect((await api.post('/listen', { since })).status).toBe(200);
  },
);
