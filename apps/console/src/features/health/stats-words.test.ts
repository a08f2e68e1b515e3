import type { Stats } from '@tidings/metrics/schema';
import { describe, expect, it } from 'vitest';

import { deliveriesSentence, errorList, healthSentence } from './stats-words.ts';

const nowMs = new Date(2026, 10, 21, 15).getTime();
const healthy = {
  status: 'active',
  health: 'healthy',
  health_changed_at: new Date(2026, 10, 21, 14, 5).toISOString(),
} as const;
const failing = { ...healthy, health: 'failing' } as const;

const sentence = (
  total: number,
  failed: number,
  window: '24h' | '7d' | '30d' = '24h',
  webhook: Parameters<typeof healthSentence>[2]['webhook'] = healthy,
) => healthSentence({ total, failed }, window, { webhook, nowMs });

describe('the sentence about a webhook', () => {
  it('says what share failed, and since when it goes badly', () => {
    expect(sentence(1_000, 186, '24h', failing)).toBe(
      '18.6% of 1,000 attempts failed in the last 24 hours, failing since 14:05.',
    );
    expect(sentence(1_000, 186, '7d')).toBe('18.6% of 1,000 attempts failed in the last 7 days.');
    const earlier = { ...failing, health_changed_at: new Date(2026, 10, 18, 9, 30).toISOString() };
    expect(sentence(1, 1, '7d', earlier)).toBe(
      'The only attempt failed in the last 7 days, failing since 18 Nov, 09:30.',
    );
  });

  it('says that all is well, or that nothing was', () => {
    expect(sentence(1_204, 0, '30d', undefined)).toBe('All 1,204 attempts succeeded in the last 30 days.');
    expect(sentence(1, 0)).toBe('The only attempt succeeded in the last 24 hours.');
    expect(sentence(0, 0)).toBe('No attempts in the last 24 hours.');
  });

  it('calls none failing that stands still', () => {
    expect(sentence(9, 9, '24h', { ...failing, status: 'disabled' })).toBe(
      '100% of 9 attempts failed in the last 24 hours.',
    );
  });
});

const ended = (errors: Stats['totals']['errors'], failed = 400): Stats => ({
  totals: {
    deliveries: 900,
    succeeded: 900 - failed,
    failed,
    success_rate: 5 / 9,
    attempts: { total: 900, failed: 400, success_rate: 5 / 9 },
    exhausted: 0,
    errors,
    duration_ms: { min: 1, avg: 2, max: 3, p95: 3 },
  },
  series: [],
});

it('says of deliveries how many have not arrived', () => {
  expect([400, 1, 0].map((failed) => deliveriesSentence(ended([], failed), '7d'))).toEqual([
    'Of 900 deliveries in the last 7 days 400 have not arrived.',
    'Of 900 deliveries in the last 7 days 1 has not arrived.',
    'Of 900 deliveries in the last 7 days all have arrived.',
  ]);
  const one = (failed: number) => ({ series: [], totals: { ...ended([], failed).totals, deliveries: 1 } });
  expect([1, 0].map((failed) => deliveriesSentence(one(failed), '7d'))).toEqual([
    'The only delivery in the last 7 days has not arrived.',
    'The only delivery in the last 7 days has arrived.',
  ]);
});

it('names the most frequent errors', () => {
  const errors = ['http_5xx', 'timeout', 'dns', 'tls', 'reset'].map((error, index) => ({
    error,
    count: 90 - index,
  }));
  expect(errorList(ended(errors))).toBe(
    'Endpoint error (90), No answer in time (89), Unknown host name (88) and 2 others',
  );
  expect(errorList(ended([]))).toBe('');
});
