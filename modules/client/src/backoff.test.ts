import { describe, expect, it } from 'vitest';
import { backoffMs, retryAfterMs } from './backoff.ts';

describe('the wait after failures', () => {
  it.each([
    [1, 0, 0, 125],
    [1, 0, 1, 250],
    [2, 0, 1, 500],
    [9, 0, 1, 60_000],
    [900, 0, 0, 30_000],
    [1, 5_000, 0, 5_000],
    [1, 5_000, 1, 5_250],
    [9, 5_000, 1, 60_000],
    [1, 10 ** 12, 0, 3_600_000],
  ])('after %i, asked for %i ms, with chance %d is %i ms', (failures, asked, random, expected) => {
    expect(backoffMs(failures, asked, random)).toBe(expected);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-20T14:34:00.000Z');
  it.each([
    [null, 0],
    ['', 0],
    ['7', 7_000],
    [' 0 ', 0],
    ['Fri, 20 Nov 2026 14:34:30 GMT', 30_000],
    ['Fri, 20 Nov 2026 14:33:30 GMT', 0],
    ['soon', 0],
  ])('%j asks for %i ms', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
