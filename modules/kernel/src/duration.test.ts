import { expect, test } from 'vitest';
import { durationMs } from './duration.ts';

test.each([
  ['1s', 1_000],
  ['30s', 30_000],
  ['5m', 300_000],
  ['24h', 86_400_000],
  ['999999s', 999_999_000],
])('%s is %i milliseconds', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

test.each([
  '',
  '5',
  'm',
  '0s',
  '05m',
  '1d',
  '1.5h',
  '-1m',
  '+1m',
  '1 m',
  ' 1m',
  '1m\n',
  '1M',
  '1m5s',
  '1e3s',
  '1000000s',
])('refuses %j and says what is expected', (text) => {
  expect(() => durationMs(text)).toThrow(
    new RangeError(`"${text}" is not a duration: expected an integer and s, m or h, such as 5m.`),
  );
});
