import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type EndpointChange, endpointChanged } from './hooks.ts';
import { installation } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
let changes: EndpointChange[] = [];
let refuseResuming = false;

beforeAll(async () => {
  home = await installation();
  endpointChanged.connect(async (_tx, change) => {
    if (refuseResuming) throw new Error('The listener failed.');
    changes.push(change);
  });
});
beforeEach(() => {
  changes = [];
  refuseResuming = false;
});
afterAll(() => home.close());

async function setup() {
  const account = home.account();
  const { secret: _, ...webhook } = await account.create({
    name: 'Before',
    description: 'Old',
    events: ['email.*'],
    retry: { max_retries: 3, delays: ['1m', '2m'] },
    headers: { 'X-A': '1' },
    rate_limit: 5,
  });
  return { ...account, webhook, id: webhook.id };
}

it.each([
  [{ name: 'After' }, { name: 'After' }],
  [{ description: '' }, { description: '' }],
  [{ events: ['tag.created'] }, { events: ['tag.created'] }],
  [{ timeout_seconds: 9 }, { timeout_seconds: 9 }],
  [{ headers: {} }, { headers: {} }],
  [{ rate_limit: 20 }, { rate_limit: 20 }],
  [{ rate_limit: null }, { rate_limit: null }],
  [{ events: ['tag.*', '*', 'tag.*'] }, { events: ['tag.*', '*'] }],
  [{ url: 'https://93.184.215.14/new' }, { url: 'https://93.184.215.14/new' }],
  [{ retry: { enabled: false } }, { retry: { enabled: false, max_retries: 3, delays: ['1m', '2m'] } }],
  [{ retry: { delays: ['1h'] } }, { retry: { enabled: true, max_retries: 3, delays: ['1h'] } }],
  [{ retry: { max_retries: 0 } }, { retry: { enabled: true, max_retries: 0, delays: ['1m', '2m'] } }],
])('changes %j and leaves the rest', async (change, changed) => {
  const { webhooks, webhook, id } = await setup();
  home.passMs(1_000);
  const answer = await webhooks.update({ id, ...change });
  expect(answer).toEqual({ ...webhook, ...changed, updated_at: answer.updated_at });
  expect(answer.updated_at > webhook.updated_at).toBe(true);
  expect(await webhooks.get({ id })).toEqual(answer);
});

it('announces that it was created, paused and resumed', async () => {
  const { ctx, webhooks, id } = await setup();
  expect(await webhooks.update({ id, status: 'paused' })).toMatchObject({ status: 'paused' });
  expect(await webhooks.update({ id, status: 'active' })).toMatchObject({ status: 'active' });
  const same = { endpointId: id, accountId: ctx.accountId, rateLimit: 5 };
  expect(changes).toEqual([
    { ...same, status: 'active', wasActive: true },
    { ...same, status: 'paused', wasActive: true },
    { ...same, status: 'active', wasActive: false },
  ]);
});

it('announces another rate limit, and none', async () => {
  const { webhooks, id } = await setup();
  await webhooks.update({ id, rate_limit: 5 });
  await webhooks.update({ id, rate_limit: 7 });
  await webhooks.update({ id, rate_limit: null, status: 'paused' });
  expect(changes.slice(1)).toMatchObject([
    { status: 'active', wasActive: true, rateLimit: 7 },
    { status: 'paused', wasActive: true, rateLimit: null },
  ]);
});

it.each([
  {},
  { retry: {} },
  { name: 'Before', events: ['email.*'], headers: { 'X-A': '1' }, retry: { delays: ['1m', '2m'] } },
  { status: 'active' as const, rate_limit: 5 },
])('leaves everything as it is, also updated_at, when %j changes nothing', async (same) => {
  const { webhooks, webhook, id } = await setup();
  home.passMs(1_000);
  expect(await webhooks.update({ id, ...same })).toEqual(webhook);
  expect(await webhooks.get({ id })).toEqual(webhook);
});

it('announces nothing when an active webhook is made active', async () => {
  const { webhooks, id } = await setup();
  changes = [];
  await webhooks.update({ id, status: 'active' });
  await webhooks.update({ id, name: 'Other' });
  expect(changes).toEqual([]);
});

it('stays paused when what rests cannot go on', async () => {
  const { webhooks, id } = await setup();
  await webhooks.update({ id, status: 'paused' });
  refuseResuming = true;
  await expect(webhooks.update({ id, status: 'active', name: 'Half' })).rejects.toThrow(
    'The listener failed.',
  );
  expect(await webhooks.get({ id })).toMatchObject({ status: 'paused', name: 'Before' });
});

it('lets nobody disable a webhook by hand', async () => {
  const { webhooks, id } = await setup();
  await expect(webhooks.update({ id, status: 'disabled' as never })).rejects.toMatchObject({
    cause: { issues: [{ path: '/status' }] },
  });
});

it.each([
  [{ url: 'https://192.168.0.1/' }, '/url'],
  [{ events: ['email.opened', 'no.such'] }, '/events/1'],
  [{ name: null }, '/name'],
  [{ name: 'half a \ud83d' }, '/name'],
  [{ rate_limit: 0 }, '/rate_limit'],
  [{ secret: 'whsec_mine' }, '/secret'],
  [{ account_id: 'acct_01k9w3m5kqe8nb2v7x4r6t0zcd' }, '/account_id'],
])('refuses %j and changes nothing', async (change, path) => {
  const { webhooks, webhook, id } = await setup();
  const refusal = webhooks.update({ id, description: 'New', ...(change as object) });
  await expect(refusal).rejects.toMatchObject({
    code: 'UNPROCESSABLE_CONTENT',
    cause: { issues: [{ path }] },
  });
  expect(await webhooks.get({ id })).toEqual(webhook);
});

it("does not find another account's webhook, and does not change it", async () => {
  const { webhooks, webhook, id } = await setup();
  const stranger = home.account();
  await expect(stranger.webhooks.update({ id, name: 'Stolen' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await webhooks.get({ id })).toEqual(webhook);
});

it('loses none of two changes made at once', async () => {
  const { webhooks, id } = await setup();
  await Promise.all([webhooks.update({ id, name: 'One' }), webhooks.update({ id, description: 'Two' })]);
  expect(await webhooks.get({ id })).toMatchObject({ name: 'One', description: 'Two' });
});
