import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCatalog } from '@tidings/event';
import { liveSecrets } from '@tidings/secret';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { createWebhook } from './create-webhook.ts';
import { createWebhookInput } from './schema.ts';
import { installation, PUBLIC_URL } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

it('makes a webhook from a URL and events alone, with the defaults of the instance', async () => {
  const made = await home.account().create({ events: ['email.opened'] });
  expect(made).toEqual({
    id: expect.stringMatching(/^wh_[0-7][0-9a-z]{25}$/),
    name: '93.184.215.14',
    description: '',
    url: PUBLIC_URL,
    events: ['email.opened'],
    payload_style: 'snapshot',
    api_version: home.catalog.newestVersion(),
    filter: {},
    status: 'active',
    disabled_reason: null,
    health: 'idle',
    health_changed_at: null,
    retry: { enabled: true, max_retries: 5, delays: ['1m', '5m', '15m'] },
    timeout_seconds: 5,
    headers: {},
    rate_limit: null,
    signature_scheme: 'standard',
    public_key: null,
    created_at: '2026-11-20T14:34:00.000Z',
    updated_at: '2026-11-20T14:34:00.000Z',
    created_by: { type: 'service', id: 'key_test', name: 'Billing' },
    secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    secret_hint: `whsec_…${made.secret.slice(-4)}`,
    secrets: [{ hint: made.secret_hint, created_at: expect.any(String), expires_at: null }],
  });
});

it('keeps everything that was given', async () => {
  const given = {
    name: 'CRM',
    description: 'Feeds the CRM',
    events: ['email.*', 'tag.created'],
    retry: { enabled: true, max_retries: 2, delays: ['30s', '24h'] },
    timeout_seconds: 30,
    headers: { 'X-Tenant': 'blue' },
    rate_limit: 10_000,
  };
  const { webhooks, create } = home.account();
  const { id } = await create(given);
  expect(await webhooks.get({ id })).toMatchObject(given);
});

it('subscribes once to what is named twice, and points into the list as it was given', async () => {
  const { create } = home.account();
  expect((await create({ events: ['*', 'tag.created', '*', 'tag.created'] })).events).toEqual([
    '*',
    'tag.created',
  ]);
  await expect(create({ events: ['*', '*', 'no.such'] })).rejects.toMatchObject({
    cause: { issues: [{ path: '/events/2' }] },
  });
});

it('shows the secret once: reading, listing and changing never do', async () => {
  const { webhooks, create } = home.account();
  const { id, secret, secret_hint } = await create();
  const later = [
    await webhooks.get({ id }),
    (await webhooks.list({})).data[0],
    await webhooks.update({ id, name: 'Renamed' }),
  ];
  for (const shown of later) {
    expect(shown).toMatchObject({ id, secret_hint });
    expect(shown).not.toHaveProperty('secret');
    expect(JSON.stringify(shown)).not.toContain(secret);
  }
});

it('gives every webhook a secret of its own, which signs for it', async () => {
  const { ctx, create } = home.account();
  const [one, two] = [await create(), await create()];
  expect(one.secret).not.toBe(two.secret);
  const secrets = await liveSecrets(ctx, [one.id, two.id]);
  expect(secrets.get(one.id)).toEqual([one.secret]);
  expect(secrets.get(two.id)).toEqual([two.secret]);
});

it('refuses subscriptions that match nothing, with a pointer to each', async () => {
  const { webhooks, create } = home.account();
  const refusal = create({ events: ['email.opened', 'email.openned', 'invoice.*'] });
  await expect(refusal).rejects.toMatchObject({
    code: 'UNPROCESSABLE_CONTENT',
    cause: {
      issues: [
        { path: '/events/1', message: 'No event type matches "email.openned".' },
        { path: '/events/2', message: 'No event type matches "invoice.*".' },
      ],
    },
  });
  expect((await webhooks.list({})).data).toEqual([]);
});

it.each([
  ['http://93.184.215.14/hooks', 'plain http to a public address'],
  ['https://10.0.0.1/hooks', 'a private address'],
  ['https://[::1]/hooks', 'loopback outside the allowed range'],
  ['nonsense', 'no URL'],
])('refuses %s: %s', async (url) => {
  const { webhooks, create } = home.account();
  await expect(create({ url })).rejects.toMatchObject({
    code: 'UNPROCESSABLE_CONTENT',
    message: expect.stringContaining('Endpoint must be a valid HTTPS URL.'),
    cause: { issues: [{ path: '/url' }] },
  });
  expect((await webhooks.list({})).data).toEqual([]);
});

it('accepts plain http inside a range that the operator allows', async () => {
  const made = await home.account().create({ url: 'http://127.0.0.1:4010/hooks' });
  expect(made.url).toBe('http://127.0.0.1:4010/hooks');
});

it.each([
  [{ events: [] }, '/events'],
  [{ events: ['Email.Opened'] }, '/events/0'],
  [{ name: '   ' }, '/name'],
  [{ name: 'a\u0000b' }, '/name'],
  [{ description: 'a\u0000b' }, '/description'],
  [{ name: 'a\ud83d' }, '/name'],
  [{ name: '\udc00' }, '/name'],
  [{ description: '\ud83d\ud83d\ude00' }, '/description'],
  [{ rate_limit: 0 }, '/rate_limit'],
  [{ rate_limit: 10_001 }, '/rate_limit'],
  [{ rate_limit: 1.5 }, '/rate_limit'],
  [{ rate_limit: '5' }, '/rate_limit'],
  [{ timeout_seconds: 0 }, '/timeout_seconds'],
  [{ timeout_seconds: 31 }, '/timeout_seconds'],
  [{ retry: { max_retries: 11 } }, '/retry/max_retries'],
  [{ retry: { delays: [] } }, '/retry/delays'],
  [{ retry: { delays: ['1m', '5 m'] } }, '/retry/delays/1'],
  [{ status: 'paused' }, '/status'],
  [{ headers: { 'webhook-id': 'mine' } }, '/headers/webhook-id'],
  [{ ping: 'true' }, '/ping'],
  [{ verify: true }, '/verify'],
  [{ verify: 'email' }, '/verify'],
])('refuses %j, pointing to %s', async (input, path) => {
  const refusal = home.account().create(input as never); // what a client might send
  await expect(refusal).rejects.toMatchObject({
    code: 'UNPROCESSABLE_CONTENT',
    cause: { issues: [{ path }] },
  });
});

it('refuses to ping where the operator has a catalog of their own without such an event', async () => {
  const { ctx, webhooks } = home.account();
  const folder = await mkdtemp(join(tmpdir(), 'tidings-catalog-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const type = {
    name: 'order.placed',
    category: 'Test',
    description: 'It happened.',
    trigger: 'A test.',
    frequency: 'Now and then.',
    retry_safe: true,
    use_cases: [],
    related: [],
    objects: [],
    facets: {},
    versions: [{ version: '2026-01-01', schema: { type: 'object' }, example: {} }],
  };
  await writeFile(join(folder, 'order.placed.json'), JSON.stringify(type));
  const config = { ...home.config, CATALOG_DIR: folder };
  await loadCatalog(config);
  const input = createWebhookInput.parse({ url: PUBLIC_URL, events: ['*'], ping: true });
  await expect(createWebhook({ ...ctx, config }, input)).rejects.toMatchObject({
    code: 'invalid',
    issues: [{ path: '/ping' }],
  });
  expect((await webhooks.list({})).data).toEqual([]);
});

it('creates nothing where nothing could challenge the endpoint that is to prove itself', async () => {
  const { webhooks, create } = home.account();
  await expect(create({ verify: 'challenge' })).rejects.toThrow('Nothing is connected');
  expect((await webhooks.list({})).data).toEqual([]);
});
