import type { Stats } from '@tidings/metrics/schema';
import { describe, expect, it } from 'vitest';

import { errorList, healthSentence, percentWords } from './stats-words.ts';

function stats(total: number, failed: number, errors: Stats['totals']['errors'] = []): Stats {
  return {
    totals: {
      deliveries: total,
      succeeded: total - failed,
      failed,
      success_rate: null,
      attempts: { total, failed, success_rate: null },
      exhausted: 0,
      errors,
      duration_ms: { min: null, avg: null, max: null, p95: null },
    },
    series: [],
  };
}

const healthy = {
  status: 'active',
  health: 'healthy',
  health_changed_at: '2026-11-21T14:05:00.000Z',
} as const;

describe('a share in words', () => {
  it('has one decimal, and is all or nothing only where it is', () => {
    expect([0.814, 0.9996, 0.0001, 1, 0, 0.5].map(percentWords)).toEqual([
      '81.4%',
      '99.9%',
      '0.1%',
      '100%',
      '0%',
      '50%',
    ]);
    expect(percentWords(null)).toBe('–');
  });
});

describe('the sentence about a webhook', () => {
  it('says what share failed, and since when it goes badly', () => {
    expect(healthSentence(stats(1_000, 186), '24h', { ...healthy, health: 'failing' })).toMatch(
      /^18\.6% of attempts failed in the last 24 hours, failing since 21 Nov, \d\d:05\.$/,
    );
    expect(healthSentence(stats(1_000, 186), '7d', healthy)).toBe(
      '18.6% of attempts failed in the last 7 days.',
    );
  });

  it('says that all is well, or that nothing was', () => {
    expect(healthSentence(stats(1_204, 0), '30d', undefined)).toBe(
      'All 1,204 attempts succeeded in the last 30 days.',
    );
    expect(healthSentence(stats(1, 0), '24h', healthy)).toBe(
      'The only attempt succeeded in the last 24 hours.',
    );
    expect(healthSentence(stats(0, 0), '24h', healthy)).toBe('No attempts in the last 24 hours.');
  });

  it('names the most frequent errors', () => {
    const errors = ['http_5xx', 'timeout', 'dns', 'tls', 'reset'].map((error, index) => ({
      error,
      count: 90 - index,
    }));
    expect(errorList(stats(900, 400, errors))).toBe(
      'Endpoint error 90, No answer in time 89, Unknown host name 88 and 2 others',
    );
    expect(errorList(stats(9, 0))).toBe('');
  });
});
