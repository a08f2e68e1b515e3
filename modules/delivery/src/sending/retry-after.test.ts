import { describe, expect, it } from 'vitest';
import { askedWaitMs, refusesRetries } from './retry-after.ts';
import type { Outcome } from './send.ts';

const NOW = new Date('2026-11-21T12:00:00.000Z');
const HOUR_MS = 3_600_000;

function answer(statusCode: number, headers: Record<string, string | string[]> = {}): Outcome {
  return {
    statusCode,
    error: 'http_4xx',
    errorDetail: null,
    response: { headers, body: '', truncated: false },
    timings: { dns: null, connect: null, tls: null, first_byte: null, total: null },
    durationMs: 1,
  };
}
const asked = (value: string | string[], status = 429) =>
  askedWaitMs(answer(status, { 'retry-after': value }), NOW);

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    [' 120 ', 120_000],
    ['0', 0],
    ['86400', 24 * HOUR_MS],
    ['86401', 24 * HOUR_MS],
    ['9'.repeat(400), 24 * HOUR_MS],
  ])('of %j seconds asks for %i ms, at most a day', (value, waitMs) => {
    expect(asked(value)).toBe(waitMs);
  });

  it.each([
    ['Sat, 21 Nov 2026 13:00:00 GMT', HOUR_MS],
    ['Saturday, 21-Nov-26 13:00:00 GMT', HOUR_MS],
    ['Sat Nov 21 13:00:00 2026', HOUR_MS],
    ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
    ['Fri, 21 Nov 2036 12:00:00 GMT', 24 * HOUR_MS],
  ])('of the date %j asks for %i ms', (value, waitMs) => {
    expect(asked(value)).toBe(waitMs);
  });

  it('of a day with one digit is read as asctime writes it', () => {
    expect(
      askedWaitMs(
        answer(503, { 'retry-after': 'Tue Dec  1 00:30:00 2026' }),
        new Date('2026-12-01T00:00:00Z'),
      ),
    ).toBe(HOUR_MS / 2);
  });

  it.each([
    '',
    '-5',
    '1.5',
    '1e3',
    '0x10',
    '120s',
    '120, 240',
    'soon',
    'tomorrow',
    '2026-11-21T13:00:00Z',
    'Sat, 21 Nov 2026 13:00:00 +0200',
    'Sat, 99 Nov 2026 13:00:00 GMT',
    'Sat, 21 Nov 2026 99:00:00 GMT',
  ])('of %j asks for nothing', (value) => {
    expect(asked(value)).toBe(0);
  });

  it.each([200, 301, 400, 404, 410, 500, 502, 504])('is not looked at on %i', (status) => {
    expect(asked('120', status)).toBe(0);
  });

  it('is looked at on 503, and the first of several counts', () => {
    expect(asked(['60', '120'], 503)).toBe(60_000);
  });

  it('that is missing, or has no answer to stand in, asks for nothing', () => {
    expect(askedWaitMs(answer(429), NOW)).toBe(0);
    expect(askedWaitMs({ ...answer(429), response: null }, NOW)).toBe(0);
  });
});

describe('No-Retry', () => {
  it.each([
    ['1', true],
    [' 1 ', true],
    [['1', '0'], true],
    ['0', false],
    ['', false],
    ['true', false],
  ])('of %j means %s', (value, refuses) => {
    expect(refusesRetries(answer(500, { 'tidings-no-retry': value }), 'Tidings')).toBe(refuses);
  });

  it('bears the brand of the instance', () => {
    expect(refusesRetries(answer(500, { 'acme-no-retry': '1' }), 'Acme')).toBe(true);
    expect(refusesRetries(answer(500, { 'acme-no-retry': '1' }), 'Tidings')).toBe(false);
  });

  it('cannot be said without an answer', () => {
    expect(refusesRetries({ ...answer(500), response: null }, 'Tidings')).toBe(false);
  });
});
