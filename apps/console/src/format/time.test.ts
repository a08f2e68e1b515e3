import { expect, it, onTestFinished, vi } from 'vitest';

import { agoWords, clockWords } from './time.ts';

const now = Date.parse('2026-11-20T14:34:00.000Z');
const before = (ms: number) => agoWords(new Date(now - ms).toISOString(), now);

it('says how long ago in the largest unit', () => {
  expect([0, 12_000, 119_000, 7_200_000, 90_000_000, 259_200_000].map(before)).toEqual([
    'just now',
    '12 s ago',
    '1 min ago',
    '2 h ago',
    'yesterday',
    '3 days ago',
  ]);
});

it('counts days by the calendar of whoever looks', () => {
  const wednesday = new Date(2026, 10, 25, 1, 0).getTime();
  const ago = (day: number, hour: number) => agoWords(new Date(2026, 10, day, hour).toISOString(), wednesday);
  expect([ago(24, 23), ago(24, 2), ago(24, 0), ago(23, 2), ago(22, 23)]).toEqual([
    '2 h ago',
    '23 h ago',
    'yesterday',
    '2 days ago',
    '3 days ago',
  ]);
});

it('never says that something happened in the future', () => {
  expect(before(-2_000)).toBe('just now');
});

it('names the day only when it is another one', () => {
  expect(clockWords('2026-11-20T14:33:36.000Z', now)).toMatch(/^\d\d:\d\d:36$/);
  expect(clockWords('2026-11-18T14:33:36.000Z', now)).toMatch(/^1[789] Nov \d\d:\d\d:36$/);
});

/** The words for somebody elsewhere: the zone is read as they are loaded. */
function wordsIn(zone: string) {
  vi.stubEnv('TZ', zone);
  vi.resetModules();
  onTestFinished(() => void vi.unstubAllEnvs());
  return import('./time.ts');
}

it('keeps a date without a time on its day, also west of Greenwich', async () => {
  const { dayWords } = await wordsIn('America/New_York');
  expect(dayWords('2026-11-01')).toBe('1 Nov 2026');
  expect(dayWords('2026-11-01T00:30:00.000Z')).toBe('31 Oct 2026');
});

it('tells the ends of an hour apart at which clocks go back', async () => {
  const { hourWords } = await wordsIn('Europe/Paris');
  expect(hourWords('2026-10-25T00:00:00.000Z')).toBe('Sun 25 Oct, 02:00 CEST to 02:00 CET');
  expect(hourWords('2026-10-25T01:00:00.000Z')).toBe('Sun 25 Oct, 02:00 to 03:00');
});
