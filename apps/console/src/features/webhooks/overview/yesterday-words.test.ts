import { expect, it } from 'vitest';

import { deliveredWords, rateWords } from './yesterday-words.ts';

it.each([
  [12_345, 11_859, '+4.1% on yesterday by now'],
  [880, 1_000, '−12% on yesterday by now'],
  [0, 3, '−100% on yesterday by now'],
  [1_000, 1_000, 'as many as yesterday by now'],
  [100_001, 100_000, 'as many as yesterday by now'],
  [4_000, 400, 'yesterday 400 by now'],
  [3_999, 400, '+899.8% on yesterday by now'],
  [7, 0, 'since midnight'],
  [0, 0, 'since midnight'],
])('says of %i today and %i yesterday: %s', (delivered_today, delivered_yesterday, words) => {
  expect(deliveredWords({ delivered_today, delivered_yesterday })).toBe(words);
});

it.each([
  [0.972, 0.996, 'of deliveries in 24 h, was 99.6%'],
  [0.972, 0.972, 'of deliveries in 24 h, was 97.2%'],
  [0.972, null, 'of deliveries in 24 h'],
  [null, 0.996, 'nothing sent in 24 hours, was 99.6%'],
  [null, null, 'nothing sent in 24 hours'],
])('says of a rate of %s after %s: %s', (success_rate, success_rate_before, words) => {
  expect(rateWords({ success_rate, success_rate_before })).toBe(words);
});
