import { randomBytes } from 'node:crypto';
import { listDeliveries } from '@tidings/delivery';
import { deliveryMigrations, fanOut, maintainDeliveryPartitions } from '@tidings/delivery/wiring';
import { endpointEntities, endpointMigrations } from '@tidings/endpoint/wiring';
import { loadCatalog } from '@tidings/event';
import { type Context, createCallerFactory, createLog, newId, readConfig } from '@tidings/kernel';
import { createTestDatabase, type TestDatabase } from '@tidings/kernel/testing';
import { createSecret, sign } from '@tidings/secret';
import { secretMigrations } from '@tidings/secret/wiring';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inboxOf } from './inbox.ts';
import { receive } from './receive.ts';
import { playRouter } from './wiring.ts';

const UNKNOWN = {
  verdict: 'unknown',
  detail: 'This request names no delivery of this account, so there is no secret to check it with.',
};
const config = readConfig(
  { TIDINGS_MASTER_KEYS: `k1:${randomBytes(32).toString('base64')}`, BRAND: 'Acme' },
  'dev',
);
const now = new Date();

let home: TestDatabase;
beforeAll(async () => {
  await loadCatalog(config);
  home = await createTestDatabase({
    steps: [...secretMigrations, ...endpointMigrations, ...deliveryMigrations],
    entities: endpointEntities,
  });
  await maintainDeliveryPartitions(contextOf(newId('acct')));
});
afterAll(() => home.drop());

function contextOf(accountId: string): Context & { accountId: string } {
  return {
    config,
    database: home.database,
    clock: { now: () => now, monotonicMs: () => 0 },
    log: createLog('silent'),
    actor: { type: 'service', id: 'key_test', name: 'test' },
    requestId: 'req_test',
    accountId,
  };
}

/** A webhook of a new account, and a delivery for it. */
async function setup() {
  const ctx = contextOf(newId('acct'));
  const webhook = { id: newId('wh'), name: 'Shop' };
  const eventId = newId('evt');
  const secret = await home.database.unitOfWork(async (tx) => {
    const [Endpoint] = endpointEntities;
    tx.em.persist(
      tx.em.create(Endpoint!, {
        ...webhook,
        accountId: ctx.accountId,
        description: '',
        url: 'http://127.0.0.1/play',
        events: ['*'],
        apiVersion: '2026-11-01',
        payloadStyle: 'snapshot',
        status: 'active',
        disabledReason: null,
        retryEnabled: true,
        maxRetries: 5,
        retryDelays: null,
        timeoutSeconds: 5,
        headers: {},
        signatureScheme: 'standard',
        createdBy: { type: 'service', id: 'key_test', name: 'test' },
        createdAt: now,
        updatedAt: now,
      }),
    );
    return createSecret(ctx, tx, { accountId: ctx.accountId, endpointId: webhook.id });
  });
  const body = JSON.stringify({ id: eventId });
  const day = now.toISOString().slice(0, 10);
  const event = {
    id: eventId,
    accountId: ctx.accountId,
    type: 'email.opened',
    apiVersion: '2026-11-01',
    day,
    createdAt: now,
    data: {},
    body,
  };
  await home.database.transaction((tx) =>
    fanOut({ config, database: home.database, clock: ctx.clock, log: ctx.log }, tx, [event]),
  );
  const [delivery] = (await listDeliveries(ctx, { id: webhook.id, limit: 1 })).data;
  const timestamp = Math.floor(now.getTime() / 1000);
  const request = {
    method: 'POST',
    path: `/play/${ctx.accountId}`,
    headers: {
      'webhook-id': eventId,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': sign({ id: eventId, timestamp, body }, [secret]),
      'x-acme-delivery-id': delivery!.id,
    } as Record<string, string | undefined>,
    body,
  };
  const inbox = inboxOf(ctx.accountId);
  const owner = { accountId: ctx.accountId, endpointId: webhook.id };
  const newerSecret = () => home.database.unitOfWork((tx) => createSecret(ctx, tx, owner));
  return { ctx, deliveryId: delivery!.id, inbox, newerSecret, request, secret, webhook };
}

test('a delivery that is as it was sent verifies, and says whose it is', async () => {
  const { ctx, deliveryId, inbox, request, webhook } = await setup();
  expect(await receive(ctx, request)).toEqual({ status: 204, body: '', delayMs: 0 });
  expect(inbox.arrivals).toEqual([
    {
      id: 1,
      received_at: now.toISOString(),
      method: 'POST',
      path: request.path,
      headers: request.headers,
      body: request.body,
      answered: 204,
      webhook,
      delivery_id: deliveryId,
      verification: { verdict: 'verified', detail: 'The signature is right and recent.' },
    },
  ]);
});

test('a body that was changed on the way fails, with the reason', async () => {
  const { ctx, inbox, request } = await setup();
  await receive(ctx, { ...request, body: `${request.body} ` });
  expect(inbox.arrivals[0]!.verification).toEqual({
    verdict: 'failed',
    detail: expect.stringContaining('white space was added around it'),
  });
});

test('with several secrets, the reason is that of the one that signed', async () => {
  const { ctx, inbox, newerSecret, request } = await setup();
  await newerSecret();
  await receive(ctx, request);
  await receive(ctx, { ...request, body: `${request.body} ` });
  expect(inbox.arrivals.map(({ verification }) => verification)).toEqual([
    { verdict: 'failed', detail: expect.stringContaining('white space was added around it') },
    { verdict: 'verified', detail: 'The signature is right and recent.' },
  ]);
});

test('no secret is shown, neither of this account nor of another whose delivery is sent here', async () => {
  const [owner, other] = [await setup(), await setup()];
  for (const body of [owner.request.body, '{}']) {
    await receive(owner.ctx, { ...owner.request, body });
    await receive(other.ctx, { ...owner.request, body });
  }
  const shown = JSON.stringify([owner.inbox, other.inbox]);
  for (const { secret } of [owner, other]) {
    expect(shown).not.toContain(secret);
    expect(shown).not.toContain(secret.slice('whsec_'.length));
  }
  expect(other.inbox.arrivals.map(({ verification }) => verification)).toEqual([UNKNOWN, UNKNOWN]);
});

test('a delivery without its signature fails, and a header that has no value is shown empty', async () => {
  const { ctx, inbox, request } = await setup();
  await receive(ctx, { ...request, headers: { ...request.headers, 'webhook-signature': undefined } });
  expect(inbox.arrivals[0]).toMatchObject({
    headers: { 'webhook-signature': '' },
    verification: { verdict: 'failed', detail: 'Missing header: webhook-signature.' },
  });
});

test.each([
  ['none', undefined],
  ['one that nobody made', newId('del')],
  ['no id at all', "del_'; DROP TABLE"],
  ['letters that an id does not have', 'del_0iiiiiiiiiiiiiiiiiiiiiiiii'],
])('a request that names a delivery of its own making, %s, is noted as unknown', async (_, deliveryId) => {
  const { ctx, inbox, request } = await setup();
  const headers = { ...request.headers, 'x-acme-delivery-id': deliveryId };
  expect(await receive(ctx, { ...request, headers })).toEqual({ status: 204, body: '', delayMs: 0 });
  expect(inbox.arrivals[0]).toMatchObject({
    webhook: null,
    delivery_id: deliveryId ?? null,
    verification: UNKNOWN,
  });
});

test('a delivery of another account is unknown here, and nothing of it is shown', async () => {
  const [owner, other] = [await setup(), await setup()];
  await receive(other.ctx, owner.request);
  expect(other.inbox.arrivals[0]).toMatchObject({ webhook: null, verification: UNKNOWN });
  expect(owner.inbox.arrivals).toEqual([]);
});

test('the answer can be set, is noted with each arrival, and the inbox can be emptied', async () => {
  const { ctx, request } = await setup();
  const { play } = createCallerFactory(playRouter)({ ...ctx, signedIn: true });
  expect(await play.inbox({})).toMatchObject({ url: `${config.PUBLIC_URL}${request.path}`, data: [] });
  await receive(ctx, request);
  await play.setAnswer({ status: 503, delay_ms: 1500, body: 'busy' });
  expect(await receive(ctx, request)).toEqual({ status: 503, delayMs: 1500, body: 'busy' });
  expect((await play.inbox({})).data.map((each) => each.answered)).toEqual([503, 204]);
  expect(await play.clear({})).toMatchObject({ answer: { status: 503 }, data: [] });
});

test('what comes to a receiver by name is noted there', async () => {
  const { ctx, inbox, request } = await setup();
  await receive(ctx, { ...request, name: 'slow' });
  expect([inbox.arrivals.length, inboxOf(ctx.accountId, 'slow').arrivals.length]).toEqual([0, 1]);
});

test('a challenge is answered with itself, unless it means something or the receiver is set to fail', async () => {
  const { ctx, inbox, request } = await setup();
  const { play } = createCallerFactory(playRouter)({ ...ctx, signedIn: true });
  const answerTo = (challenge: unknown) => {
    const body = JSON.stringify({ type: 'url_verification', challenge });
    return receive(ctx, { ...request, headers: {}, body });
  };
  expect(await answerTo('a1-_Z')).toEqual({ status: 200, body: 'a1-_Z', delayMs: 0 });
  expect(inbox.arrivals[0]).toMatchObject({ answered: 200, verification: UNKNOWN });
  for (const other of ['<b>', '', 'a'.repeat(201), 1, null])
    expect(await answerTo(other)).toEqual({ status: 204, body: '', delayMs: 0 });
  await play.setAnswer({ status: 500 });
  expect(await answerTo('a1-_Z')).toEqual({ status: 500, body: '', delayMs: 0 });
});

test('in production there is no inbox', async () => {
  const { ctx } = await setup();
  const production = { ...ctx, config: readConfig({}, 'production'), signedIn: true };
  const { play } = createCallerFactory(playRouter)(production);
  await expect(play.inbox({})).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(play.setAnswer({ status: 500 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
