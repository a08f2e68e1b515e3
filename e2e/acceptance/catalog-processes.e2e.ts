import { rm } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { Api } from '../support/api.ts';
import { type Database, migratedDatabase } from '../support/database.ts';
import { startReceiver } from '../support/receiver.ts';
import { type Role, startRole } from '../support/role-process.ts';
import { createWebhook } from '../support/samples.ts';
import type { Event, Published } from '../support/shapes.ts';
import { newDataDir, SERVICE_KEY } from '../support/start-server.ts';
import { until } from '../support/until.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function started(role: Role, database: Database, DATA_DIR: string) {
  const process = await startRole(role, { settings: { DATABASE_URL: database.url, DATA_DIR } });
  cleanUps.push(async () => {
    process.signal('SIGKILL');
    await process.ended;
  });
  await process.untilReady();
  return process;
}

const fields = (name: string, type: string) => ({
  type: 'object',
  required: [name],
  properties: { [name]: { type } },
});
const FEE = {
  category: 'Fee',
  description: 'A fee was set.',
  trigger: 'Somebody set it.',
  frequency: 'Rare.',
  retry_safe: true,
  use_cases: [],
  related: [],
  objects: [],
  versions: [
    { version: '2026-02-01', schema: fields('cents', 'integer'), example: { cents: 990 } },
    {
      version: '2026-01-01',
      schema: fields('euros', 'number'),
      example: { euros: 9.9 },
      from_newer: '{"euros": cents / 100}',
    },
  ],
};

test('a type that one process takes is published at another, and made older by a third', async () => {
  const database = await migratedDatabase();
  cleanUps.push(() => database.remove());
  const receiver = await startReceiver();
  cleanUps.push(() => receiver.close());
  const DATA_DIR = await newDataDir();
  cleanUps.push(() => rm(DATA_DIR, { recursive: true, force: true }));
  const first = await started('api', database, DATA_DIR);
  const [second] = await Promise.all([
    started('api', database, DATA_DIR),
    started('worker', database, DATA_DIR),
  ]);
  const api = new Api(first.url, { authorization: `Bearer ${SERVICE_KEY}` });
  const { body: account } = await api.post<{ id: string }>('/accounts', { name: 'Acme' });

  const body = JSON.stringify(FEE);
  const headers = { 'content-type': 'application/json' };
  expect((await api.send('PUT', '/event-types/fee.set', { headers, body })).status).toBe(201);
  const here = api.forAccount(account.id);
  const webhook = { url: receiver.url, events: ['fee.set'], api_version: '2026-01-01' };
  await createWebhook(here, webhook);

  const there = new Api(second.url, here.headers);
  const answer = await until(
    () => there.post<Published>('/events', { type: 'fee.set', data: { cents: 1250 } }),
    ({ status }) => status === 202,
    { what: 'the other process knows the type' },
  );
  const [arrival] = await receiver.received(1);
  const sent = JSON.parse(String(arrival?.body)) as Event;
  expect(sent).toMatchObject({ id: answer.body.id, api_version: '2026-01-01', data: { euros: 12.5 } });

  expect((await there.delete('/event-types/fee.set')).status).toBe(204);
  await until(
    () => here.post('/events', { type: 'fee.set', data: { cents: 1 } }),
    ({ status }) => status === 422,
    { what: 'the first process knows that it was deleted' },
  );
});
