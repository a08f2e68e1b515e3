import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { createWebhook, deliveryOf, isFinal, publish, untilDelivery } from '../support/samples.ts';
import type { Attempt, Webhook } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';

const MESSAGE = /^Endpoint must be a valid HTTPS URL\./;

let server: Server;
let receiver: Receiver;
let api: Api & { accountId: string };
let madeInDev: Webhook;
let resting: Webhook;

beforeAll(async () => {
  [server, receiver] = await Promise.all([startServer(), startReceiver()]);
  api = await server.newAccount();
  madeInDev = await createWebhook(api, { url: receiver.url, retry: { enabled: false } });
  resting = await createWebhook(api, { url: receiver.url, events: ['tag.deleted'] });
  await server.restart({ command: 'serve', settings: { HOST: '127.0.0.1' } });
});

afterAll(async () => {
  await Promise.all([server?.stop(), receiver?.close()]);
});

describe('in production a webhook may not be sent to', () => {
  const refused = [
    'http://example.com/',
    'http://203.0.113.5/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/plain,x',
    'gopher://127.0.0.1:25/',
    'example.com/hooks',
    '//example.com/hooks',
    'https://',
    'https:///hooks',
    'https://exa mple.com/',
    ' https://example.com/',
    'https://example.com/\n',
    'https:\\\\example.com\\',
    'https://example.com\\@127.0.0.1/',
    'https://user:password@example.com/',
    'https://user@example.com/',
    'https://example.com:22/',
    'https://example.com:25/',
    'https://example.com:0/',
    'https://example.com:65536/',
    'https://localhost/',
    'https://LOCALHOST/',
    'https://localhost./',
    'https://a.localhost/',
    'https://metadata.google.internal/',
    'https://service.internal/',
    'https://127.0.0.1/',
    'https://127.0.0.1./',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://１２７.0.0.1/',
    'https://127。0。0。1/',
    'https://%31%32%37.0.0.1/',
    'https://0.0.0.0/',
    'https://10.0.0.1/',
    'https://100.64.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://168.63.129.16/',
    'https://172.16.0.1/',
    'https://192.168.0.1/',
    'https://192.0.0.1/',
    'https://192.0.2.1/',
    'https://198.18.0.1/',
    'https://198.51.100.1/',
    'https://203.0.113.1/',
    'https://224.0.0.1/',
    'https://240.0.0.1/',
    'https://255.255.255.255/',
    'https://[::]/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[100::1]/',
    'https://[2001::1]/',
    'https://[2001:db8::1]/',
    'https://[2002:7f00:1::]/',
    'https://[3fff::1]/',
    'https://[fc00::1]/',
    'https://[fe80::1]/',
    'https://[fec0::1]/',
    'https://[ff02::1]/',
    'https://[2620:4f:8000::1]/',
    'https://0300.0250.1/',
    'https://127%2E0%2e0%2E1/',
    'https://①②⑦.⓪.⓪.①/',
    'https://loc%61lhost/',
    'https://public.example@10.0.0.1/',
  ];

  test.each(refused)('%s', async (url) => {
    const problem = expectProblem(await api.post('/webhooks', { url, events: ['*'] }), 422, '/url');
    expect(problem.issues?.[0]?.message).toMatch(MESSAGE);
  });

  test('any of these later, either', async () => {
    for (const url of refused) {
      expectProblem(await api.patch(`/webhooks/${resting.id}`, { url }), 422, '/url');
    }
    expect((await api.get<Webhook>(`/webhooks/${resting.id}`)).body.url).toBe(receiver.url);
  });

  test('a URL of more than 2,048 characters', async () => {
    const url = `https://example.com/${'x'.repeat(2048)}`;
    expectProblem(await api.post('/webhooks', { url, events: ['*'] }), 422, '/url');
  });
});

test('a public address is accepted, also with a port from 1024 up', async () => {
  for (const url of [
    'https://93.184.215.14/',
    'https://93.184.215.14:8443/hooks?a=b',
    'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/',
  ]) {
    const webhook = await createWebhook(api, { url });
    expect(webhook.url).toBe(url);
    expect((await api.delete(`/webhooks/${webhook.id}`)).status).toBe(204);
  }
});

test('a delivery to an address that is no longer allowed is blocked before it connects', async () => {
  const event = await publish(api);
  const { id } = await deliveryOf(api, madeInDev.id, event.id);
  expect(await untilDelivery(api, id, isFinal)).toMatchObject({
    status: 'failed',
    last_error: 'blocked',
    last_status_code: null,
  });
  const { body } = await api.get<{ data: Attempt[] }>(`/deliveries/${id}/attempts`);
  expect(body.data).toMatchObject([
    { outcome: 'failed', error: 'blocked', response: null, timings: { connect: null, first_byte: null } },
  ]);
  expect(receiver.arrivals).toEqual([]);
});

test('the built-in receiver does not exist in production', async () => {
  const answer = await fetch(`${server.url}/play/${api.accountId}`, { method: 'POST', body: '{}' });
  expect(answer.status).toBe(404);
});

test('a range that the operator allows is accepted, plain HTTP included, and the next one is not', async () => {
  await server.restart({ settings: { ALLOW_PRIVATE_NETWORKS: '127.0.0.1/32, 10.1.0.0/16' } });
  const webhook = await createWebhook(api, { url: receiver.url });
  await createWebhook(api, { url: 'http://10.1.2.3/', events: ['tag.deleted'] });
  for (const url of ['http://127.0.0.2/', 'http://10.2.0.1/', 'http://example.com/', 'https://[::1]/']) {
    expectProblem(await api.post('/webhooks', { url, events: ['*'] }), 422, '/url');
  }
  const event = await publish(api);
  const { id } = await deliveryOf(api, webhook.id, event.id);
  expect(await untilDelivery(api, id, isFinal)).toMatchObject({ status: 'succeeded' });
});
