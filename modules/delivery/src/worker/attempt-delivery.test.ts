import type { Target } from '@tidings/endpoint';
import type { Span, Tracer } from '@opentelemetry/api';
import { readConfig, traceBy } from '@tidings/kernel';
import { describe, expect, it, onTestFinished } from 'vitest';
import { attemptDelivery, type ReadyDelivery } from './attempt-delivery.ts';
import type { Claimed } from '../queue/claim.ts';
import { retryDelayMs } from '../sending/retry-schedule.ts';
import type { OutgoingRequest, Outcome, Sender } from '../sending/send.ts';

const MINUTE_MS = 60_000;
const NOW = new Date('2026-11-21T12:00:00.000Z');
const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
/** Something that our own code stumbles over. */
const BROKEN_SECRET = undefined as unknown as string; // types do not allow what shall go wrong
const SUCCESS: Outcome = {
  statusCode: 200,
  error: null,
  errorDetail: null,
  response: { headers: {}, body: '', truncated: false },
  timings: { dns: null, connect: null, tls: null, first_byte: 1, total: 1 },
  durationMs: 1,
};

function answered(statusCode: number, headers: Record<string, string> = {}): Outcome {
  return {
    ...SUCCESS,
    statusCode,
    error: statusCode < 300 ? null : 'http_5xx',
    response: { headers, body: '', truncated: false },
  };
}

function setup(
  given: {
    outcome?: Outcome;
    target?: Partial<Target>;
    failures?: number;
    random?: number;
    /** Since it was claimed. */
    heldMs?: number;
    lateMs?: number | null;
    payload?: ReadyDelivery['payload'];
  } = {},
) {
  const sent: OutgoingRequest[] = [];
  const send: Pick<Sender, 'send'> = {
    send: async (request) => {
      sent.push(request);
      return given.outcome ?? SUCCESS;
    },
  };
  const delivery = {
    claimed: {
      delivery_id: 'del_1',
      event_id: 'evt_1',
      event_type: 'tag.created',
      attempts_made: given.failures ?? 0,
      failures: given.failures ?? 0,
      last_error: null,
      late_ms: given.lateMs === undefined ? 0 : given.lateMs,
    } as Claimed, // of which the rest only matters when it is recorded
    target: {
      id: 'wh_1',
      url: 'https://example.com/',
      status: 'active',
      timeoutMs: 5_000,
      headers: {},
      retryDelaysMs: [MINUTE_MS, 5 * MINUTE_MS],
      scheme: 'standard',
      keys: { secrets: [{ key: SECRET, expiresAtMs: null }], pairs: [] },
      ...given.target,
    },
    payload: given.payload ?? { body: '{}' },
    claimedAtMs: 0,
  } satisfies ReadyDelivery;
  const sending = {
    sender: send as Sender, // nothing else of it is used here
    config: readConfig({}, 'dev'),
    clock: { now: () => NOW, monotonicMs: () => given.heldMs ?? 0 },
    random: () => given.random ?? 0,
  };
  return { attempt: () => attemptDelivery(sending, delivery), sent };
}

const retryAfter = async (given: Parameters<typeof setup>[0]) => (await setup(given).attempt())?.retryAfterMs;

describe('a trace', () => {
  it('is not told to a receiver while nothing is traced', async () => {
    const { attempt, sent } = setup();
    await attempt();
    expect(Object.keys(sent[0]?.headers ?? {})).not.toContain('traceparent');
  });

  it('is told to the receiver by a header that no custom one replaces, and ends with the outcome', async () => {
    const said: unknown[] = [];
    const [traceId, spanId] = ['a'.repeat(32), 'b'.repeat(16)];
    const span = {
      spanContext: () => ({ traceId, spanId, traceFlags: 1 }),
      setAttribute: (...given: unknown[]) => said.push(given),
      setStatus: () => undefined,
      end: () => said.push('end'),
    } as unknown as Span; // what is asked of it here
    traceBy({ startSpan: () => span } as unknown as Tracer); // what is asked of it here
    onTestFinished(() => traceBy(undefined));
    const target = { headers: { Traceparent: 'mine' } };
    const { attempt, sent } = setup({ outcome: answered(500), target });
    await attempt();
    expect(sent[0]?.headers).toMatchObject({ traceparent: `00-${traceId}-${spanId}-01` });
    expect(said).toEqual([['http.response.status_code', 500], ['error.type', 'http_5xx'], 'end']);
  });
});

describe('after an attempt', () => {
  it('that succeeded there is no retry', async () => {
    expect(await setup().attempt()).toMatchObject({ retryAfterMs: null, isGone: false });
  });

  it('that failed the next one waits as the schedule says', async () => {
    const outcome = answered(500);
    expect(await retryAfter({ outcome })).toBe(MINUTE_MS);
    expect(await retryAfter({ outcome, failures: 1 })).toBe(5 * MINUTE_MS);
    expect(await retryAfter({ outcome, failures: 2 })).toBeNull();
    expect(await retryAfter({ outcome, random: 0.5 })).toBe(1.1 * MINUTE_MS);
  });

  it.each([429, 503])('Retry-After on %i lengthens the wait', async (status) => {
    expect(await retryAfter({ outcome: answered(status, { 'retry-after': '3600' }) })).toBe(60 * MINUTE_MS);
  });

  it('Retry-After is not early either, and spreads', async () => {
    const outcome = answered(503, { 'retry-after': '3600' });
    expect(await retryAfter({ outcome, random: 0.5 })).toBe(retryDelayMs([60 * MINUTE_MS], 1, 0.5));
  });

  it('Retry-After never shortens the wait', async () => {
    expect(await retryAfter({ outcome: answered(429, { 'retry-after': '1' }), random: 0.5 })).toBe(
      1.1 * MINUTE_MS,
    );
  });

  it('Retry-After lengthens the wait to a day at most, a schedule beyond a day stays', async () => {
    const outcome = answered(503, { 'retry-after': '999999' });
    expect(await retryAfter({ outcome, random: 0.9 })).toBe(24 * 60 * MINUTE_MS);
    const patient = { retryDelaysMs: [32 * 60 * MINUTE_MS] };
    expect(await retryAfter({ outcome, target: patient })).toBe(32 * 60 * MINUTE_MS);
  });

  it('Retry-After gives no retry that the schedule does not have', async () => {
    expect(await retryAfter({ outcome: answered(429, { 'retry-after': '1' }), failures: 2 })).toBeNull();
  });

  it.each([302, 400, 429, 500, 503])('No-Retry on %i ends the retries', async (status) => {
    const outcome = answered(status, { 'tidings-no-retry': '1', 'retry-after': '60' });
    expect(await setup({ outcome }).attempt()).toMatchObject({ retryAfterMs: null, isGone: false });
  });

  it('410 ends the retries and says that the endpoint is gone', async () => {
    const gone = { retryAfterMs: null, isGone: true };
    expect(await setup({ outcome: answered(410) }).attempt()).toMatchObject(gone);
    const unfinished: Outcome = { ...answered(410), error: 'timeout' };
    expect(await setup({ outcome: unfinished }).attempt()).toMatchObject(gone);
  });
});

it('records a request that cannot be made as a failure of ours, and tries it again', async () => {
  const { attempt, sent } = setup({
    target: { keys: { secrets: [{ key: BROKEN_SECRET, expiresAtMs: null }], pairs: [] } },
  });
  expect(await attempt()).toMatchObject({
    outcome: { error: 'internal', errorDetail: expect.stringMatching(/./), statusCode: null, response: null },
    requestHeaders: {},
    retryAfterMs: MINUTE_MS,
    isGone: false,
  });
  expect(sent).toEqual([]);
});

it('tells how long it waited: since it was due, and since it was claimed', async () => {
  expect(await setup({ lateMs: 1_500, heldMs: 20 }).attempt()).toMatchObject({ waitedMs: 1_520 });
  expect(await setup({ lateMs: null, heldMs: 20 }).attempt()).toMatchObject({ waitedMs: null });
});

it('sends nothing when its lease may pass before the timeout', async () => {
  const { attempt, sent } = setup({ heldMs: 40_000 });
  expect(await attempt()).toBeUndefined();
  expect(sent).toEqual([]);
});

it('fails, and sends nothing, where the event cannot be made into what its webhook wants', async () => {
  const { attempt, sent } = setup({ payload: { fault: 'This event cannot be made into 2026-01-01: no.' } });
  expect(await attempt()).toMatchObject({
    outcome: { error: 'internal', errorDetail: 'This event cannot be made into 2026-01-01: no.' },
    retryAfterMs: expect.any(Number),
  });
  expect(sent).toEqual([]);
});
