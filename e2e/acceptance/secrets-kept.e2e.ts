import { rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { dumpOf } from '../support/dump.ts';
import { type Database, migratedDatabase } from '../support/database.ts';
import { withClient } from '../support/postgres.ts';
import { type Receiver, startReceiver, status } from '../support/receiver.ts';
import { expectNowhere } from '../support/secret-forms.ts';
import {
  createWebhook,
  deliveryOf,
  isFinal,
  publish,
  TAG_CREATED,
  untilDelivery,
} from '../support/samples.ts';
import type { CreatedWebhook, Webhook } from '../support/shapes.ts';
import { signIn } from '../support/sign-in.ts';
import { ADMIN, newDataDir, SERVICE_KEY, type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';
import { verify } from '../support/verify.ts';

const masterKey = (kid: string) => `${kid}:${randomBytes(32).toString('base64')}`;
const [FIRST, NEXT] = [masterKey('first'), masterKey('next')];

let database: Database;
let receiver: Receiver;
let server: Server;
let dataDir: string;

beforeAll(async () => {
  [database, receiver, dataDir] = await Promise.all([migratedDatabase(), startReceiver(), newDataDir()]);
  const settings = { DATABASE_URL: database.url, TIDINGS_MASTER_KEYS: FIRST, LOG_LEVEL: 'trace' };
  server = await startServer({ settings, dataDir });
});
afterAll(async () => {
  await server?.stop();
  await Promise.all([database?.remove(), receiver?.close(), rm(dataDir, { recursive: true, force: true })]);
});

async function query(sql: string): Promise<unknown[]> {
  return withClient(database.superuserUrl, async (client) => (await client.query<object>(sql)).rows);
}

describe('revealing a secret', () => {
  test('needs the password of who is signed in, and shows the newest secret', async () => {
    const person = await signIn(server);
    const made = await createWebhook(person, { url: receiver.url });
    const path = `/webhooks/${made.id}/reveal_secret`;
    const reveal = (password: string) => person.post<{ secret: string }>(path, { password });
    expect((await reveal(ADMIN.password)).body).toEqual({ secret: made.secret });
    const { body: rolled } = await person.post<CreatedWebhook>(`/webhooks/${made.id}/roll_secret`);
    expect((await reveal(ADMIN.password)).body).toEqual({ secret: rolled.secret });
    expectProblem(await reveal('not the password'), 403, '/password');
    expectProblem(await person.post(path, {}), 422, '/password');
  });

  test('is not for keys, and guessing ends soon', async () => {
    const person = await signIn(server);
    const made = await createWebhook(person, { url: receiver.url });
    const path = `/webhooks/${made.id}/reveal_secret`;
    const service = await server.newAccount();
    const own = await createWebhook(service, { url: receiver.url });
    const answer = await service.post(`/webhooks/${own.id}/reveal_secret`, { password: ADMIN.password });
    expectProblem(answer, 403);
    expectProblem(await person.post(`/webhooks/${own.id}/reveal_secret`, { password: ADMIN.password }), 404);
    // What is not there is not found before the password is looked at; a right one forgives wrong ones before.
    expect((await person.post(path, { password: ADMIN.password })).status).toBe(200);
    for (let count = 0; count < 5; count += 1)
      expectProblem(await person.post(path, { password: `guess ${count}` }), 403, '/password');
    const late = await person.post(path, { password: ADMIN.password });
    expect(late.status, late.text).toBe(429);
    expect(Number(late.headers['retry-after'])).toBeGreaterThan(0);
    await query('DELETE FROM identity.attempt');
  });

  test('can be forbidden by the operator', async () => {
    await server.restart({ settings: { SECRET_REVEAL: 'never' } });
    const person = await signIn(server);
    const made = await createWebhook(person, { url: receiver.url });
    const answer = await person.post(`/webhooks/${made.id}/reveal_secret`, { password: ADMIN.password });
    expect(expectProblem(answer, 403).detail).toContain('once only');
    await server.restart({ settings: { SECRET_REVEAL: 'reauth' } });
  });
});

describe('replacing the master key', () => {
  test('webhooks go on with their secrets, and need the old key no more once they were used', async () => {
    const api = await server.newAccount();
    const used = await createWebhook(api, { url: receiver.url });
    const idle = await createWebhook(api, {
      url: receiver.url,
      events: ['tag.deleted'],
      signature_scheme: 'ed25519',
    });
    await server.restart({ settings: { TIDINGS_MASTER_KEYS: `${NEXT},${FIRST}` } });
    await delivered(api, used, used.secret);
    const kids = () => query('SELECT DISTINCT kid FROM secret.signing_secret');
    await until(kids, (rows) => rows.length === 1, { what: 'all is sealed with the first key' });
    expect(await kids()).toEqual([{ kid: 'next' }]);
    await server.restart({ settings: { TIDINGS_MASTER_KEYS: NEXT } });
    await delivered(api, used, used.secret);
    await api.patch(`/webhooks/${idle.id}`, { events: ['*'] });
    await delivered(api, idle, idle.secret);
  });

  test('a key that is missing is named in the log, and nothing leaves unsigned', async () => {
    const api = await server.newAccount();
    const webhook = await createWebhook(api, { url: `${receiver.url}/mute` });
    await server.restart({ settings: { TIDINGS_MASTER_KEYS: FIRST } });
    const { id } = await publish(api);
    await until(
      () => server.output(),
      (text) => text.includes('The master key \\"next\\" is not in TIDINGS_MASTER_KEYS'),
      { what: 'the log names the key' },
    );
    expect(receiver.ofEvent(id)).toEqual([]);
    await server.restart({ settings: { TIDINGS_MASTER_KEYS: `${NEXT},${FIRST}` } });
    const delivery = await deliveryOf(api, webhook.id, id);
    await untilDelivery(api, delivery.id, isFinal);
    verify(receiver.ofEvent(id)[0]!, webhook.secret);
  });
});

async function delivered(
  api: Awaited<ReturnType<Server['newAccount']>>,
  webhook: Webhook,
  secret: string,
): Promise<void> {
  const { id } = await publish(api);
  const delivery = await deliveryOf(api, webhook.id, id);
  expect(await untilDelivery(api, delivery.id, isFinal)).toMatchObject({ status: 'succeeded' });
  const arrivals = receiver.ofEvent(id);
  expect(arrivals.some((arrival) => isSigned(arrival, secret))).toBe(true);
}

function isSigned(arrival: Parameters<typeof verify>[0], secret: string): boolean {
  try {
    verify(arrival, secret);
    return true;
  } catch {
    return false;
  }
}

describe('after all that people and programs do with secrets', () => {
  test('neither the database, nor the log, nor an export holds one in the clear', async () => {
    const person = await signIn(server);
    const secrets: string[] = [ADMIN.password, 'a wrong password 1234', SERVICE_KEY, person.cookieValue];
    secrets.push(...[FIRST, NEXT].map((key) => key.slice(key.indexOf(':') + 1)));

    const made = await createWebhook(person, { url: receiver.url, signature_scheme: 'timestamped' });
    const asymmetric = await createWebhook(person, { url: receiver.url, signature_scheme: 'ed25519' });
    const rolled = await person.post<CreatedWebhook>(`/webhooks/${made.id}/roll_secret`);
    secrets.push(made.secret, asymmetric.secret, rolled.body.secret);
    const reveal = (password: string) => person.post(`/webhooks/${made.id}/reveal_secret`, { password });
    expect((await reveal('a wrong password 1234')).status).toBe(403);
    expect((await reveal(ADMIN.password)).status).toBe(200);
    const key = await person.post<{ key: string }>('/keys', { name: 'CI', scopes: ['webhooks:read'] });
    expect(key.status, key.text).toBe(201);
    secrets.push(key.body.key);
    const verdict = await person.post('/signatures/verify', { headers: {}, body: '{}', secret: made.secret });
    expect(verdict.status).toBe(200);
    receiver.next(status(500), status(200), status(200));
    const payload = 'what an event says';
    const data = { object: { ...TAG_CREATED.data.object, name: payload } };
    const { id } = await publish(person, { data });
    const delivery = await deliveryOf(person, made.id, id);
    await untilDelivery(person, delivery.id, ({ attempts_made: made }) => made > 0);
    // Faults that quote what was sent.
    await person.post('/webhooks', { url: receiver.url, events: ['*'], secret: made.secret });
    await person.get(`/webhooks?q=${encodeURIComponent(made.secret)}`);

    const csv = await person.get(`/webhooks/${made.id}/deliveries`, { accept: 'text/csv' });
    expect(csv.text).toContain(id);
    const lists = await Promise.all(
      ['/webhooks?limit=100', '/keys', `/deliveries/${delivery.id}/attempts`, `/events/${id}`].map((path) =>
        person.get(path),
      ),
    );
    const dump = await dumpOf(database.superuserUrl);
    // The dump holds what it should: the words around the secrets are there.
    for (const known of [made.id, ADMIN.email, made.secret_hint]) expect(dump).toContain(known);
    const places = {
      dump,
      log: server.output(),
      csv: csv.text,
      lists: lists.map(({ text }) => text).join('\n'),
    };
    expectNowhere(secrets, places);
    // The log tells by ids what happened, and never what it was about.
    expect(dump).toContain(payload);
    expect(places.log).not.toContain(payload);
    // The private halves are never shown to anybody.
    for (const [place, text] of Object.entries(places))
      expect([place, text.includes('whsk_')]).toEqual([place, false]);
  });
});
