import type { Delivery } from '@tidings/delivery/schema';
import { expect, it } from 'vitest';

import { aDelivery } from './testing.ts';
import { attemptSentence, nextWords, outcomeCode, retrySentence } from './words.ts';

const delivery = aDelivery({
  status: 'retrying',
  attempts_made: 2,
  next_attempt_at: '2026-11-20T14:38:52.000Z',
  last_status_code: 500,
  last_error: 'http_5xx',
});
const retry = { enabled: true, max_retries: 5, delays: ['1m', '5m', '15m', '1h', '24h'] };

const timeout = (total: number | null) =>
  ({
    outcome: 'failed',
    error: 'timeout',
    status_code: null,
    timings: { dns: null, connect: null, tls: null, first_byte: null, total },
  }) as const;

it('says what went wrong with an attempt', () => {
  const redirect = { ...timeout(40), error: 'http_3xx', status_code: 302 } as const;
  expect(attemptSentence(redirect)).toContain('not followed');
});

it('says how long an attempt waited by its own clock, not by what the webhook allows today', () => {
  expect(attemptSentence(timeout(5_003.2))).toBe('The endpoint did not answer within 5 seconds.');
  expect(attemptSentence(timeout(4_999.9))).toBe('The endpoint did not answer within 5 seconds.');
  expect(attemptSentence({ ...timeout(1_000.4), status_code: 200 })).toBe(
    'The endpoint answered 200, but did not finish within 1 second.',
  );
  expect(attemptSentence(timeout(null))).toBe('The endpoint did not answer in time.');
});

it('says why and when a delivery will be tried again', () => {
  expect(retrySentence(delivery, retry, 'The endpoint answered 500.')).toBe(
    'Attempt 2 of 6: the endpoint answered 500. Retries go out after 1 min, 5 min, 15 min, 1 h and 24 h, each up to a fifth later.',
  );
  expect(nextWords(delivery, Date.parse('2026-11-20T14:34:00.000Z'))).toBe('next in 4 min 52 s');
  expect(nextWords(delivery, Date.parse('2026-11-20T15:00:00.000Z'))).toBe('due now');
  expect(nextWords({ ...delivery, status: 'failed' }, 0)).toBeNull();
});

it('says of a delivery that nobody could make yet that it costs no attempt', () => {
  const untried: Delivery = { ...delivery, status: 'pending', attempts_made: 0, last_error: 'internal' };
  expect(retrySentence(untried, retry, '')).toMatch(/could not be made.*no attempt is spent/);
  expect(retrySentence({ ...untried, last_error: null }, retry, '')).toMatch(/^The first attempt goes out/);
});

it('goes on in the middle of a sentence, whatever the last attempt came to', () => {
  const cut = 'The attempt was interrupted on our side.';
  expect(retrySentence(delivery, retry, cut)).toMatch(/^Attempt 2 of 6: the attempt was interrupted/);
});

it('says that an attempt by hand beyond the schedule is the last', () => {
  expect(retrySentence({ ...delivery, attempts_made: 6 }, retry, '')).toContain('asked for by hand');
});

it('says when no further attempt comes', () => {
  const failed: Delivery = { ...delivery, status: 'failed', attempts_made: 6, next_attempt_at: null };
  expect(retrySentence(failed, retry, 'The endpoint answered 500.')).toBe(
    'All 6 attempts failed; at the last one the endpoint answered 500. You can still retry it by hand.',
  );
  const only = { ...failed, attempts_made: 1, attempts_max: 1 };
  expect(retrySentence(only, undefined, 'The endpoint answered 500.')).toBe(
    'The only attempt failed: the endpoint answered 500. You can still retry it by hand.',
  );
  const test: Delivery = { ...only, trigger: 'test' };
  expect(retrySentence(test, undefined, 'The endpoint answered 500.')).not.toContain('by hand');
});

it('shows the HTTP status, or the kind of error where none came', () => {
  expect(outcomeCode(500, 'http_5xx')).toBe('500');
  expect(outcomeCode(null, 'dns')).toBe('dns');
  expect(outcomeCode(200, 'timeout')).toBe('timeout');
});
