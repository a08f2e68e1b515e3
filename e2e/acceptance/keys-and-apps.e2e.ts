import { afterAll, beforeAll, expect, test } from 'vitest';
import { Api } from '../support/api.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { startReceiver } from '../support/receiver.ts';
import { createWebhook, publish } from '../support/samples.ts';
import { anId, ISO_TIME, type Page, type Webhook } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';

type Key = { id: string; key: string; hint: string; scopes: string[]; app_id: string | null };
type App = { id: string; name: string; keys: number; webhooks: number };

let server: Server;
beforeAll(async () => {
  server = await startServer({
    settings: { KEY_RATE_LIMIT: '10', SOURCE_IPS: '203.0.113.7,2001:db8:1::/48' },
  });
});
afterAll(() => server?.stop());

const withKey = (key: string) => new Api(server.url, { authorization: `Bearer ${key}` });

async function makeKey(account: Api, input: Record<string, unknown>): Promise<Key & { api: Api }> {
  const made = await account.post<Key>('/keys', { name: 'Sync', ...input });
  expect(made.status, made.text).toBe(201);
  return { ...made.body, api: withKey(made.body.key) };
}

const URL_OF_NOBODY = { url: 'http://127.0.0.1:65535/' };

test('a key is shown once, does what its scopes allow in its own account, and is refused once revoked', async () => {
  const account = await server.newAccount();
  const made = await account.post<Key>('/keys', { name: 'Sync', scopes: ['webhooks:read', 'events:write'] });
  expect(made.status).toBe(201);
  expect(made.headers['location']).toBe(`/api/v1/keys/${made.body.id}`);
  expect(made.body).toEqual({
    id: anId('key'),
    kind: 'account',
    name: 'Sync',
    key: expect.stringMatching(/^tdg_ak_[A-Za-z0-9_-]{43}$/),
    hint: `tdg_ak_…${made.body.key.slice(-3)}`,
    scopes: ['webhooks:read', 'events:write'],
    app_id: null,
    expires_at: null,
    last_used_at: null,
    revoked_at: null,
    created_at: ISO_TIME,
    created_by: { type: 'service', id: anId('key'), name: expect.any(String) },
  });
  const api = withKey(made.body.key);
  expect((await api.get('/webhooks')).status).toBe(200);
  await publish(api);
  expectProblem(await api.post('/webhooks', { ...URL_OF_NOBODY, events: ['*'] }), 403);
  expectProblem(await api.get('/accounts'), 403);
  expectProblem(await api.get('/keys'), 403);
  const foreign = await server.newAccount('Globex');
  expectProblem(await api.get('/webhooks', { 'tidings-account': foreign.accountId }), 404);
  expect((await api.get('/webhooks', { 'tidings-account': account.accountId })).status).toBe(200);

  const list = await account.get<Page<Key>>('/keys');
  expect(list.text).not.toContain(made.body.key);
  expect(list.body.data.map(({ id }) => id)).toEqual([made.body.id]);
  expectProblem(await foreign.delete(`/keys/${made.body.id}`), 404);
  expect((await account.delete(`/keys/${made.body.id}`)).status).toBe(204);
  expectProblem(await api.get('/webhooks'), 401);
});

test('bad input is told where it is', async () => {
  const account = await server.newAccount();
  const scopes = ['webhooks:read'];
  expectProblem(await account.post('/keys', { name: 'x', scopes: ['webhooks:rule'] }), 422, '/scopes/0');
  expectProblem(await account.post('/keys', { name: 'x', scopes: [] }), 422, '/scopes');
  expectProblem(await account.post('/keys', { name: ' ', scopes }), 422, '/name');
  const past = { name: 'x', scopes, expires_at: '2020-01-01T00:00:00Z' };
  expectProblem(await account.post('/keys', past), 422, '/expires_at');
  const nobody = { name: 'x', scopes, app_id: 'app_01k9w3m5kqe8nb2v7x4r6t0zcd' };
  expectProblem(await account.post('/keys', nobody), 422, '/app_id');
});

test('an app says what would go with it, and takes its keys and webhooks with it', async () => {
  const account = await server.newAccount();
  const receiver = await startReceiver();
  try {
    const installed = await account.post<App>('/apps', { name: 'CRM' });
    expect(installed.status).toBe(201);
    expect(installed.headers['location']).toBe(`/api/v1/apps/${installed.body.id}`);
    const appId = installed.body.id;
    const { api, id } = await makeKey(account, {
      scopes: ['webhooks:write', 'webhooks:read'],
      app_id: appId,
    });
    const made = await createWebhook(api, { url: receiver.url });
    expect(made.created_by).toEqual({ type: 'app', id: appId, name: 'CRM' });
    const kept = await createWebhook(account, URL_OF_NOBODY);
    const found = await account.get<Page<Webhook>>(`/webhooks?created_by_type=app&created_by_id=${appId}`);
    expect(found.body.data.map((webhook) => webhook.id)).toEqual([made.id]);

    expect((await account.get<App>(`/apps/${appId}`)).body).toMatchObject({
      name: 'CRM',
      keys: 1,
      webhooks: 1,
    });
    expect((await account.get<Page<App>>('/apps')).body.data).toMatchObject([{ keys: 1, webhooks: 1 }]);
    const foreign = await server.newAccount();
    expectProblem(await foreign.get(`/apps/${appId}`), 404);
    expectProblem(await foreign.delete(`/apps/${appId}`), 404);

    expect((await account.delete(`/apps/${appId}`)).status).toBe(204);
    expectProblem(await account.get(`/apps/${appId}`), 404);
    expectProblem(await api.get('/webhooks'), 401);
    expect((await account.get<Key & { revoked_at: string }>(`/keys/${id}`)).body.revoked_at).toEqual(
      ISO_TIME,
    );
    expectProblem(await account.get(`/webhooks/${made.id}`), 404);
    expect((await account.get(`/webhooks/${kept.id}`)).status).toBe(200);
    await publish(account);
    expect(receiver.arrivals).toEqual([]);
  } finally {
    await receiver.close();
  }
});

test('a key that asks too often is told to wait, and others are not', async () => {
  const account = await server.newAccount();
  const [hasty, calm] = [
    await makeKey(account, { scopes: ['webhooks:read'] }),
    await makeKey(account, { scopes: ['webhooks:read'] }),
  ];
  // So many that also a slow machine, which answers little more than the limit, has to refuse some.
  const answers = await Promise.all(Array.from({ length: 200 }, () => hasty.api.get('/webhooks')));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(10);
  for (const answer of refused) {
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.body).toMatchObject({ code: 'rate_limited', retry_after: 1 });
  }
  expect((await calm.api.get('/webhooks')).status).toBe(200);
  expect((await account.get('/webhooks')).status).toBe(200);
});

test('an account is changed and deleted with everything that is in it', async () => {
  const account = await server.newAccount();
  const path = `/accounts/${account.accountId}`;
  const changed = await server.api.patch(path, {
    name: 'Acme Mail',
    external_id: 'cus_9',
    quota: { webhooks: 1 },
  });
  expect(changed.body).toMatchObject({
    name: 'Acme Mail',
    external_id: 'cus_9',
    quota: { deliveries_per_minute: null, webhooks: 1 },
  });
  const webhook = await createWebhook(account, URL_OF_NOBODY);
  expectProblem(await account.post('/webhooks', { ...URL_OF_NOBODY, events: ['*'] }), 403);
  expectProblem(await server.api.patch(path, { quota: { webhooks: -1 } }), 422, '/quota/webhooks');
  const { api } = await makeKey(account, { scopes: ['webhooks:read'] });
  expectProblem(await api.delete(path), 403);
  expect((await server.api.delete(path)).status).toBe(204);
  expectProblem(await server.api.get(path), 404);
  expectProblem(await account.get(`/webhooks/${webhook.id}`), 404);
  expectProblem(await api.get('/webhooks'), 401);
});

test('the addresses that deliveries come from are those that the operator names', async () => {
  const { api } = await makeKey(await server.newAccount(), { scopes: ['events:read'] });
  const { body } = await api.get('/source-ips');
  expect(body).toEqual({ data: ['203.0.113.7', '2001:db8:1::/48'], has_more: false, next_cursor: null });
});
