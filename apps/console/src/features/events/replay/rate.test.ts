import { expect, it } from 'vitest';

import { rateOf, rateWords, withSample, type Sample } from './rate.ts';

const sampled = (...pairs: [number, number][]): Sample[] =>
  pairs.reduce<Sample[]>((known, [seconds, done]) => withSample(known, { atMs: seconds * 1000, done }), []);

it('tells the rate of the last seconds only', () => {
  expect(rateOf(sampled([0, 0], [4, 400]))).toBe(100);
  expect(rateOf(sampled([0, 0], [10, 10_000], [20, 10_100], [24, 10_140]))).toBe(10);
});

it('says nothing until it can be told, and never counts backwards', () => {
  expect(rateOf([])).toBeNull();
  expect(rateOf(sampled([0, 0], [1, 50]))).toBeNull();
  expect(rateOf(sampled([0, 50], [4, 40]))).toBe(0);
});

it('says how long it will take', () => {
  expect(rateWords(100, 18_000)).toBe('100 a second, about 3 min left');
  expect(rateWords(0.42, 0)).toBe('0.4 a second');
  expect(rateWords(0, 10)).toBe('None in the last seconds');
  expect(rateWords(null, 10)).toBeNull();
});
