import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EndpointChange, endpointChanged } from './hooks.ts';
import { installation, PUBLIC_URL } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
let changes: EndpointChange[] = [];
beforeAll(async () => {
  home = await installation();
  endpointChanged.connect(async (_tx, change) => {
    changes.push(change);
  });
});
afterAll(() => home.close());

async function setup() {
  const account = home.account();
  const { secret: _, ...webhook } = await account.create({
    name: 'Before',
    description: 'Old',
    events: ['email.*'],
    retry: { enabled: false, max_retries: 3, delays: ['1m', '2m'] },
    timeout_seconds: 9,
    headers: { 'X-A': '1' },
    rate_limit: 5,
  });
  changes = [];
  return { ...account, webhook, id: webhook.id };
}

it('lets everything that is left out fall back to its default', async () => {
  const { webhooks, webhook, id } = await setup();
  home.passMs(1_000);
  const answer = await webhooks.replace({ id, url: 'https://93.184.215.14:8443/new', events: ['tag.*'] });
  expect(answer).toEqual({
    ...webhook,
    name: '93.184.215.14:8443',
    description: '',
    url: 'https://93.184.215.14:8443/new',
    events: ['tag.*'],
    retry: { enabled: true, max_retries: 5, delays: ['1m', '5m', '15m'] },
    timeout_seconds: 5,
    headers: {},
    rate_limit: null,
    updated_at: answer.updated_at,
  });
  expect(answer.updated_at > webhook.updated_at).toBe(true);
  expect(await webhooks.get({ id })).toEqual(answer);
});

it('leaves a webhook as a new one with the same input would be', async () => {
  const { webhooks, create, id } = await setup();
  const input = {
    url: PUBLIC_URL,
    events: ['*', 'tag.created', '*'],
    retry: { max_retries: 2 },
    rate_limit: 3,
  };
  const own = { id: '', secret_hint: '', secrets: [], created_at: '', updated_at: '' };
  const { secret: _, ...made } = await create(input);
  expect({ ...(await webhooks.replace({ id, ...input })), ...own }).toEqual({ ...made, ...own });
});

it('changes nothing the second time, also not updated_at', async () => {
  const { webhooks, id } = await setup();
  const input = { id, url: PUBLIC_URL, events: ['*'], headers: { 'X-B': '2' } };
  const first = await webhooks.replace(input);
  home.passMs(1_000);
  expect(await webhooks.replace(input)).toEqual(first);
});

it('announces another rate limit, and lets a paused webhook rest', async () => {
  const { webhooks, id } = await setup();
  await webhooks.update({ id, status: 'paused' });
  const answer = await webhooks.replace({ id, url: PUBLIC_URL, events: ['*'], rate_limit: 8 });
  expect(answer.status).toBe('paused');
  expect(changes.slice(1)).toMatchObject([{ status: 'paused', wasActive: false, rateLimit: 8 }]);
});

it.each([
  [{ url: PUBLIC_URL }, '/events'],
  [{ events: ['*'] }, '/url'],
  [{ url: 'https://192.168.0.1/', events: ['*'] }, '/url'],
  [{ url: PUBLIC_URL, events: ['no.such'] }, '/events/0'],
  [{ url: PUBLIC_URL, events: ['*'], name: '\ud83d' }, '/name'],
  [{ url: PUBLIC_URL, events: ['*'], status: 'paused' }, '/status'],
  [{ url: PUBLIC_URL, events: ['*'], secret: 'mine' }, '/secret'],
])('refuses %j and changes nothing', async (input, path) => {
  const { webhooks, webhook, id } = await setup();
  const refusal = webhooks.replace({ id, ...(input as { url: string; events: string[] }) }); // what a client might send
  await expect(refusal).rejects.toMatchObject({
    code: 'UNPROCESSABLE_CONTENT',
    cause: { issues: [{ path }] },
  });
  expect(await webhooks.get({ id })).toEqual(webhook);
});

it("does not find another account's webhook, and does not change it", async () => {
  const { webhooks, webhook, id } = await setup();
  const stolen = home.account().webhooks.replace({ id, url: PUBLIC_URL, events: ['*'] });
  await expect(stolen).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await webhooks.get({ id })).toEqual(webhook);
});
