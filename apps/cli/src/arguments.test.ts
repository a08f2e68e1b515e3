import { expect, test } from 'vitest';
import { count, hours, rangeOf, timeOf } from './arguments.ts';

const NOW = Date.parse('2026-11-20T14:00:00Z');

test.each([
  ['now', '2026-11-20T14:00:00.000Z'],
  ['90s', '2026-11-20T13:58:30.000Z'],
  ['2h', '2026-11-20T12:00:00.000Z'],
  ['7d', '2026-11-13T14:00:00.000Z'],
  ['2026-11-20', '2026-11-20T00:00:00.000Z'],
  ['2026-11-20T08:00Z', '2026-11-20T08:00:00.000Z'],
  ['2026-11-20T08:00:00.5+02:00', '2026-11-20T06:00:00.500Z'],
])('%s is the time %s', (text, time) => {
  expect(timeOf(text, NOW)).toBe(time);
});

test.each(['7', '90', '2026', 'yesterday', '2026-02-31', '2026-11-20T25:00Z', '999999999d', '2h30m', ''])(
  '"%s" is no time',
  (text) => {
    expect(() => timeOf(text, NOW)).toThrow(/is no time/);
  },
);

test('numbers of rows and hours are whole', () => {
  expect(count('3')).toBe(3);
  expect(hours('0')).toBe(0);
  for (const text of ['x', '', '-1', '1.5']) {
    expect(() => count(text)).toThrow(/is no number of rows/);
    expect(() => hours(text)).toThrow(/is no number of hours/);
  }
});

test('a range has an end that is later than its beginning', () => {
  expect(rangeOf({}, NOW)).toEqual({});
  expect(rangeOf({ from: '2h', to: 'now' }, NOW)).toEqual({
    created_after: '2026-11-20T12:00:00.000Z',
    created_before: '2026-11-20T14:00:00.000Z',
  });
  expect(() => rangeOf({ from: '1h', to: '2h' }, NOW)).toThrow('--to 2h is not later than --from 1h.');
});
