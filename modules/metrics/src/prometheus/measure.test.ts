import type { Database } from '@tidings/kernel';
import { expect, it } from 'vitest';
import { Instruments } from './instruments.ts';
import { Measurement } from './measure.ts';

function setup() {
  const state = { ms: 0, asked: 0, takesMs: 5, isAway: false };
  const clock = { now: () => new Date(state.ms), monotonicMs: () => state.ms };
  const query = async ({ name }: { name: string }) => {
    if (state.isAway) throw new Error('away');
    state.asked += 1;
    state.ms += state.takesMs;
    if (name === 'kernel.partition-sizes')
      return [{ table: 'event.event', partitions: 9, days_ahead: 7, bytes: 8192 }];
    return [{ sending: 1, due: 2, scheduled: 3, held: 4, oldest_due_seconds: 5, breakers_open: 6 }];
  };
  // What is measured asks nothing else of a database.
  return { state, measurement: new Measurement({ clock, database: { query } as unknown as Database }) };
}

it('asks once in ten seconds, however many ask', async () => {
  const { state, measurement } = setup();
  await Promise.all([measurement.read(), measurement.read()]);
  await measurement.read();
  expect(state.asked).toBe(2);
  state.ms += 10_001;
  await measurement.read();
  expect(state.asked).toBe(4);
});

it('asks more rarely the longer it takes', async () => {
  const { state, measurement } = setup();
  state.takesMs = 5_000;
  await measurement.read();
  state.ms += 150_000;
  await measurement.read();
  expect(state.asked).toBe(2);
  state.ms += 100_000;
  await measurement.read();
  expect(state.asked).toBe(4);
});

it('tells of the last measurement while the database is away, and says so', async () => {
  const { state, measurement } = setup();
  await measurement.read();
  state.isAway = true;
  state.ms += 20_000;
  const measured = await measurement.read();
  expect(measured).toMatchObject({ isUp: false, last: { queue: { due: 2 }, ageSeconds: 20 } });
  const { text } = await new Instruments().expose(
    { work: { totalCount: 5, idleCount: 3, waitingCount: 1 } },
    measured,
  );
  expect(text).toMatch(/^tidings_database_up 0$/m);
  expect(text).toMatch(/^tidings_queue_deliveries\{state="due"\} 2$/m);
  expect(text).toMatch(/^tidings_database_connections\{pool="work",state="busy"\} 2$/m);
});

it('counts by outcome, and never by account or webhook', async () => {
  const instruments = new Instruments();
  const attempt = {
    accountId: 'acct_1',
    endpointId: 'wh_1',
    startedAt: new Date(),
    durationMs: 40,
    isFirst: true,
  };
  instruments.recorded([
    { ...attempt, error: null, isExhausted: false },
    { ...attempt, error: 'timeout', isExhausted: true },
  ]);
  instruments.published(3);
  const { text } = await instruments.expose({}, { last: undefined, isUp: true });
  expect(text).toMatch(/^tidings_attempts_total\{outcome="timeout"\} 1$/m);
  expect(text).toMatch(/^tidings_deliveries_total\{outcome="exhausted"\} 1$/m);
  expect(text).toMatch(/^tidings_events_published_total 3$/m);
  expect(text).toMatch(/^tidings_attempt_duration_seconds_bucket\{le="0.05",outcome="succeeded"\} 1$/m);
  expect(text).not.toMatch(/acct_|wh_/);
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
});
