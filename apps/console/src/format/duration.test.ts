import { describe, expect, it } from 'vitest';

import { durationSeconds, durationWords, listWords, spanWords, unbroken } from './duration.ts';

describe('durations', () => {
  it('reads an integer with its unit, and nothing else', () => {
    expect(['30s', '5m', '24h'].map(durationSeconds)).toEqual([30, 300, 86_400]);
    expect(['', '0m', '5', '5 m', '1d'].map(durationSeconds)).toEqual([null, null, null, null, null]);
  });

  it('puts units into words', () => {
    expect(['30s', '5m', '24h'].map(durationWords)).toEqual(['30 s', '5 min', '24 h']);
    expect(listWords(['1 min', '5 min', '1 h'])).toBe('1 min, 5 min and 1 h');
    expect(listWords(['1 min'])).toBe('1 min');
  });

  it('says a span in its two largest units', () => {
    expect([0, 59, 292, 4860, 183_600].map(spanWords)).toEqual([
      '0 s',
      '59 s',
      '4 min 52 s',
      '1 h 21 min',
      '2 days 3 h',
    ]);
    expect(spanWords(-3)).toBe('0 s');
  });

  it('keeps figures and their units on one line', () => {
    expect(unbroken('After 5 min and 24 h: 6 attempts')).toBe('After 5\u00A0min and 24\u00A0h: 6 attempts');
  });
});
