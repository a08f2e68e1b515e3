import { createLog, type Database, type Sql, statement } from '@tidings/kernel';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { installation } from '../testing.ts';
import { Instruments } from './instruments.ts';
import { Measurement } from './measure.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
beforeEach(() => home.database.query(FORGET));
afterAll(() => home.close());

const FORGET = statement<never>(
  '',
  "UPDATE metrics.reading SET next_at = 'epoch', taken_at = NULL, reading = NULL",
);
const PASS = statement<never>(
  '',
  `UPDATE metrics.reading
   SET next_at = next_at - $1 * interval '1 second', taken_at = taken_at - $1 * interval '1 second'`,
);
const WRITTEN_BY_ANOTHER = statement<never>(
  '',
  `UPDATE metrics.reading
   SET next_at = now() + interval '1 minute', taken_at = now(), reading = '{"queue":{"due":1}}'`,
);
/** In the place of a scan of a queue that is too long. */
const TAKE_LONG = statement<never>('', 'SELECT pg_sleep(10)');

/** A process that scrapes; a scan takes it as long as it is told, by its clock. */
function setup(scanWithinMs?: number) {
  const state = { ms: 0, scans: 0, takesMs: 5, isAway: false, isLong: false };
  const clock = { now: () => new Date(state.ms), monotonicMs: () => state.ms };
  const over = (sql: Sql): Sql => ({
    query: async (query, values) => {
      if (state.isAway) throw new Error('away');
      if (query.name === 'delivery.queue-state') {
        state.scans += 1;
        state.ms += state.takesMs;
        if (state.isLong) return sql.query(TAKE_LONG);
      }
      return sql.query(query, values);
    },
  });
  const database: Database = {
    ...home.database,
    ...over(home.database),
    transaction: (work) => home.database.transaction((tx) => work(over(tx))),
  };
  const measurement = new Measurement({ database, clock, log: createLog('silent') }, scanWithinMs);
  return { state, read: () => measurement.read() };
}

const pass = (seconds: number) => home.database.query(PASS, [seconds]);

it('asks once in ten seconds, however many ask, and however many processes', async () => {
  const [one, other] = [setup(), setup()];
  await Promise.all([one.read(), one.read(), other.read()]);
  await other.read();
  expect(one.state.scans + other.state.scans).toBe(1);
  const told = [await one.read(), await other.read()];
  for (const { last } of told) expect(last?.queue).toMatchObject({ due: 0, held: 0 });
  await pass(11);
  await other.read();
  await one.read();
  expect(one.state.scans + other.state.scans).toBe(2);
});

it('asks more rarely the longer it takes', async () => {
  const { state, read } = setup();
  state.takesMs = 5_000;
  await read();
  await pass(95);
  await read();
  expect(state.scans).toBe(1);
  await pass(10);
  await read();
  expect(state.scans).toBe(2);
});

it('gives up a scan that takes too long, and does not begin the next one at once', async () => {
  const [one, other] = [setup(500), setup(500)];
  await one.read();
  await pass(15);
  one.state.isLong = true;
  const measured = await one.read();
  expect(measured).toMatchObject({ isUp: true, last: { queue: { due: 0 } } });
  expect(measured.last?.ageSeconds).toBeGreaterThan(14);
  await Promise.all([one.read(), other.read()]);
  expect([one.state.scans, other.state.scans]).toEqual([2, 0]);
  await pass(11);
  await other.read();
  expect(other.state.scans).toBe(1);
});

it('does not tell what a process of another version has measured and it does not understand', async () => {
  await home.database.query(WRITTEN_BY_ANOTHER);
  expect(await setup().read()).toEqual({ isUp: true, last: undefined });
});

it('tells of the last measurement while the database is away, and says so', async () => {
  const { state, read } = setup();
  await read();
  state.isAway = true;
  state.ms += 20_000;
  const measured = await read();
  expect(measured).toMatchObject({ isUp: false, last: { queue: { due: 0 }, ageSeconds: 20 } });
  const { text } = await new Instruments().expose(
    { work: { totalCount: 5, idleCount: 3, waitingCount: 1 } },
    measured,
  );
  expect(text).toMatch(/^tidings_database_up 0$/m);
  expect(text).toMatch(/^tidings_queue_deliveries\{state="due"\} 0$/m);
  expect(text).toMatch(/^tidings_queue_measured_seconds_ago 20$/m);
  expect(text).toMatch(/^tidings_database_connections\{pool="work",state="busy"\} 2$/m);
});

it('never says that what was never measured is new', async () => {
  const { text } = await new Instruments().expose({}, { last: undefined, isUp: true });
  expect(text).toMatch(/^tidings_queue_measured_seconds_ago \+Inf$/m);
});

it('counts by outcome, and never by account or webhook', async () => {
  const instruments = new Instruments();
  const attempt = {
    accountId: 'acct_1',
    endpointId: 'wh_1',
    startedAt: new Date(),
    waitedMs: 30,
    durationMs: 40,
    madeAtMs: Date.now(),
    isFirst: true,
    isExhausted: false,
  };
  instruments.recorded([
    { ...attempt, error: null, isDelivered: true },
    { ...attempt, error: null, waitedMs: null, isFirst: false, isDelivered: false }, // sent again by hand
    { ...attempt, error: 'timeout', waitedMs: 2_000, isFirst: false, isDelivered: false },
  ]);
  instruments.exhausted(1);
  instruments.published(3);
  const { text } = await instruments.expose({}, { last: undefined, isUp: true });
  expect(text).toMatch(/^tidings_attempts_total\{outcome="timeout"\} 1$/m);
  expect(text).toMatch(/^tidings_attempts_total\{outcome="succeeded"\} 2$/m);
  expect(text).toMatch(/^tidings_deliveries_total\{outcome="succeeded"\} 1$/m);
  expect(text).toMatch(/^tidings_deliveries_total\{outcome="exhausted"\} 1$/m);
  expect(text).toMatch(/^tidings_events_published_total 3$/m);
  expect(text).toMatch(/^tidings_attempt_duration_seconds_bucket\{le="0.05",outcome="succeeded"\} 2$/m);
  expect(text).toMatch(/^tidings_delivery_wait_seconds_count\{attempt="first"\} 1$/m);
  expect(text).toMatch(/^tidings_delivery_wait_seconds_bucket\{le="0.025",attempt="first"\} 0$/m);
  expect(text).toMatch(/^tidings_delivery_wait_seconds_bucket\{le="0.05",attempt="first"\} 1$/m);
  expect(text).toMatch(/^tidings_delivery_wait_seconds_sum\{attempt="retry"\} 2$/m);
  expect(text).not.toMatch(/acct_|wh_/);
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
});
