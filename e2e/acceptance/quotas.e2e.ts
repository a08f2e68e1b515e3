import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Api } from '../support/api.ts';
import { type Database, migratedDatabase } from '../support/database.ts';
import { type RoleProcess, startRole } from '../support/role-process.ts';
import { createWebhook, TAG_CREATED } from '../support/samples.ts';
import { newDataDir, SERVICE_KEY } from '../support/start-server.ts';
import { until } from '../support/until.ts';

let database: Database;
let dataDir: string;
/** Two processes of the API, side by side. */
const processes: RoleProcess[] = [];

beforeAll(async () => {
  [database, dataDir] = await Promise.all([migratedDatabase(), newDataDir()]);
  const settings = { DATABASE_URL: database.url, DATA_DIR: dataDir };
  for (let n = 0; n < 2; n += 1) {
    const each = await startRole('api', { settings });
    processes.push(each);
    await each.untilReady();
  }
});
afterAll(async () => {
  for (const each of processes) {
    each.signal('SIGKILL');
    await each.ended;
  }
  await database?.remove();
  await rm(dataDir, { recursive: true, force: true });
});

const apis = () => processes.map(({ url }) => new Api(url, { authorization: `Bearer ${SERVICE_KEY}` }));

/** A new account with two webhooks, at each of the processes. */
async function setup(quota?: Record<string, number>) {
  const [first] = apis();
  const { body } = await first!.post<{ id: string }>('/accounts', { name: 'Acme', ...(quota && { quota }) });
  const [here, there] = apis().map((api) => api.forAccount(body.id));
  for (let n = 0; n < 2; n += 1) await createWebhook(here!, { url: 'http://127.0.0.1:65535/' });
  return { id: body.id, first: first!, here: here!, there: there! };
}

test('a quota of deliveries holds for all processes together, and is told with a true wait', async () => {
  const { here, there } = await setup({ deliveries_per_minute: 60 });
  const publish = (api: Api) => api.post('/events', TAG_CREATED);
  const startedMs = performance.now();
  const answers = await Promise.all(
    Array.from({ length: 80 }, (_, n) => publish(n % 2 === 0 ? here : there)),
  );
  const seconds = (performance.now() - startedMs) / 1_000;
  const taken = answers.filter(({ status }) => status === 202).length;
  // Two deliveries an event; one more delivery for each second that the burst took.
  expect(taken).toBeGreaterThanOrEqual(30);
  expect(taken).toBeLessThanOrEqual(30 + Math.ceil(seconds));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBe(80 - taken);
  for (const answer of refused) {
    expect(answer.body).toMatchObject({
      code: 'rate_limited',
      detail: 'Too many webhook deliveries. Upgrade plan for higher limits.',
    });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(2);
  }
  await sleep(2_000);
  expect((await publish(here)).status).toBe(202);
});

test('an account without a quota is not held up by one that is over its own', async () => {
  const [over, free] = [await setup({ deliveries_per_minute: 2 }), await setup()];
  const flood = Array.from({ length: 100 }, () => over.here.post('/events', TAG_CREATED));
  const answers = await Promise.all(Array.from({ length: 50 }, () => free.here.post('/events', TAG_CREATED)));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
  expect((await Promise.all(flood)).filter(({ status }) => status === 202)).toHaveLength(1);
});

test('a quota that is set at one process holds at the other at once', async () => {
  const { id, first, here, there } = await setup();
  expect((await there.post('/events', TAG_CREATED)).status).toBe(202);
  await first.patch(`/accounts/${id}`, { quota: { deliveries_per_minute: 1 } });
  expect((await here.post('/events', TAG_CREATED)).status).toBe(202);
  // It was told by a notification, which takes a moment; without one it would take up to two seconds.
  await until(
    async () => (await there.post('/events', TAG_CREATED)).status,
    (status) => status === 429,
    { what: 'the other process knows the quota', withinMs: 1_500 },
  );
  await first.patch(`/accounts/${id}`, { quota: { deliveries_per_minute: null } });
  expect((await here.post('/events', TAG_CREATED)).status).toBe(202);
});

test('a batch says for each event whether it was taken', async () => {
  const { here } = await setup({ deliveries_per_minute: 4 });
  const { status, body } = await here.post<{ data: object[] }>('/events/batch', {
    events: [TAG_CREATED, TAG_CREATED, TAG_CREATED],
  });
  expect(status).toBe(202);
  expect(body.data.filter((each) => 'error' in each)).toMatchObject([{ error: { status: 429 } }]);
  const refused = await here.post('/events/batch', { events: [TAG_CREATED] });
  expect(refused.status).toBe(429);
  // Until one delivery is there, a quarter of a minute.
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(10);
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(15);
});
