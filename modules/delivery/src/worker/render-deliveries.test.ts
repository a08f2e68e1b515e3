import { catalogOf, ConversionFault, getExplainedEvent } from '@tidings/event';
import { eventExplained } from '@tidings/event/wiring';
import { type Database, statement } from '@tidings/kernel';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { explainEvent } from '../log/explain-event.ts';
import { latestFailures } from '../log/latest-failures.ts';
import { noteUntried } from '../queue/note-untried.ts';
import { recordAlone } from '../queue/record.ts';
import { FAILURE, finished, installation, NOWHERE, receive, type Receiver } from '../testing.ts';

const HOUR_MS = 3_600_000;

const HELD = statement<{ held: boolean; seconds: number }>(
  '',
  `SELECT started_at IS NOT NULL AS held, extract(epoch FROM due_at - now())::float8 AS seconds
   FROM delivery.queue
   WHERE endpoint_id = $1`,
);

const END_AFTER_IT = statement<never>('', 'UPDATE delivery.queue SET is_last = $2 WHERE delivery_id = $1');

let home: Awaited<ReturnType<typeof installation>>;
let receiver: Receiver;
beforeAll(async () => {
  home = await installation();
  eventExplained.connect(explainEvent);
  receiver = await receive();
});
afterEach(async () => {
  await home.stopWorkers();
  receiver.requests.length = 0;
});
afterAll(async () => {
  await receiver.close();
  await home.close();
});

/** An account with a webhook that gets its events as they are and one that gets them thin. */
async function setup() {
  const account = home.account();
  const plain = await account.hook(receiver.url);
  const thin = await account.hook(receiver.url, { payload_style: 'thin' });
  return { ...account, plain, thin };
}
/** The database, with a word before each of the statements of a name. */
function hearing(name: string, before: (values: unknown[]) => Promise<void>): Database {
  return {
    ...home.database,
    query: async (query, values = []) => {
      if (query.name === name) await before(values);
      return home.database.query(query, values);
    },
  };
}
const arrived = () => receiver.requests.map(({ body }) => 'name' in JSON.parse(body).data.object);
const STYLES = { plain: true, thin: false };

it('sends what needs no rendering while the rest waits for its own', async () => {
  const { publish } = await setup();
  await publish();
  let release: () => void = () => undefined;
  const free = new Promise<void>((resolve) => {
    release = resolve;
  });
  home.work({ database: hearing('event.keep-renderings', () => free) });
  await expect.poll(arrived).toEqual([STYLES.plain]);
  release();
  await expect.poll(arrived).toEqual([STYLES.plain, STYLES.thin]);
});

it('one delivery that cannot be loaded keeps no other from being sent, and comes again by itself', async () => {
  const { publish, plain, thin, latest } = await setup();
  const other = await setup();
  await Promise.all([publish(), other.publish()]);
  // All of them are claimed at once.
  home.work({
    database: hearing('endpoint.targets', async ([ids]) => {
      if (Array.isArray(ids) && ids.includes(plain.id)) throw new Error('invalid input syntax');
    }),
  });
  await expect.poll(() => receiver.requests.length).toBe(3);
  await expect.poll(async () => (await latest(thin.id)).status).toBe('succeeded');
  const [held] = await home.database.query(HELD, [plain.id]);
  expect(held?.held).toBe(false);
  expect(held?.seconds).toBeGreaterThan(50);
});

it('what cannot be kept of one fails that delivery, with the reason, and no other', async () => {
  const { publish, plain, thin, latest, deliveries } = await setup();
  const other = await setup();
  const { id: broken } = await publish();
  await other.publish();
  home.work({
    database: hearing('event.keep-renderings', async (columns) => {
      if (columns.flat().includes(broken)) throw new Error('no partition of relation');
    }),
  });
  await expect.poll(async () => (await latest(plain.id)).status).toBe('succeeded');
  await expect.poll(async () => (await latest(thin.id)).status).toBe('retrying');
  const { data } = await deliveries.attempts({ id: (await latest(thin.id)).id });
  expect(data).toMatchObject([
    { outcome: 'failed', error: 'internal', error_detail: expect.stringContaining('cannot be made into') },
  ]);
  await expect.poll(arrived).toHaveLength(3);
  expect(arrived().filter((style) => style === STYLES.thin)).toHaveLength(1);
});

it('what nobody tried to make costs no attempt, and waits for a minute, which the log and the event say', async () => {
  const { ctx, hook, publish, latest } = home.account();
  const version = '2026-06-01';
  const { id } = await hook(receiver.url, { api_version: version, retry: { enabled: false } });
  const convert = () => Promise.reject(new ConversionFault('It rests.', { isUntried: true }));
  const steps = vi.spyOn(catalogOf(ctx), 'stepsBetween').mockReturnValue([{ version, convert }]);
  const { id: event } = await publish('subscriber.created');
  home.work();
  const waitsFor = async () => (await home.database.query(HELD, [id]))[0]?.seconds;
  await expect.poll(waitsFor).toBeGreaterThan(50);
  const delivery = await latest(id);
  expect(delivery).toMatchObject({ status: 'pending', attempts_made: 0, last_error: 'internal' });
  expect(Date.parse(delivery.next_attempt_at!) - Date.now()).toBeGreaterThan(50_000);
  expect((await getExplainedEvent(ctx, { id: event })).explain).toMatchObject([
    { result: 'pending', reason: expect.stringContaining(`tried again at ${delivery.next_attempt_at}.`) },
  ]);
  expect((await latestFailures(home.database, [id])).size).toBe(0);
  expect(await home.database.query(HELD, [id])).toMatchObject([{ held: false }]);
  steps.mockRestore();
  await home.makeDue(delivery.id);
  await expect.poll(() => latest(id)).toMatchObject({ status: 'succeeded', last_error: null });
});

it('of what was attempted before, the log says when it is tried again, and still how the last attempt went', async () => {
  const { hook, publish, latest } = home.account();
  const { id } = await hook(NOWHERE);
  await publish();
  const claim = async () => (await home.claim()).find((each) => each.endpoint_id === id)!;
  const lost = await claim();
  await recordAlone(home.database, finished(lost, FAILURE, 1_000));
  await home.makeDue(lost.delivery_id);
  const held = await claim();
  await noteUntried(home.database, [{ ...held, token: lost.token }], HOUR_MS);
  const waitsMs = async () => Date.parse((await latest(id)).next_attempt_at!) - Date.now();
  expect(await waitsMs()).toBeLessThan(10_000);
  await home.database.query(END_AFTER_IT, [held.delivery_id, true]);
  await noteUntried(home.database, [held], HOUR_MS);
  expect(await waitsMs()).toBeLessThan(10_000); // it was cancelled meanwhile
  await home.database.query(END_AFTER_IT, [held.delivery_id, false]);
  await noteUntried(home.database, [held], HOUR_MS);
  expect(await waitsMs()).toBeGreaterThan(HOUR_MS - 10_000);
  expect(await latest(id)).toMatchObject({
    status: 'retrying',
    last_status_code: 500,
    last_error: 'http_5xx',
  });
});
