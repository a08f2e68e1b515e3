import { expect, it, onTestFinished, vi } from 'vitest';

import { fromLocalInput, momentOf, rangeWords, toLocalInput } from './range.ts';

it('names a range of time', () => {
  expect(rangeWords({})).toBeNull();
  expect(rangeWords({ within: '7d' })).toBe('Last 7 days');
  expect(rangeWords({ after: '2026-11-19T12:00:00.000Z' })).toMatch(/^Since 19 Nov/);
  expect(rangeWords({ before: '2026-11-19T12:00:00.000Z' })).toMatch(/^Until 19 Nov/);
  expect(rangeWords({ after: '2026-11-18T12:00:00.000Z', before: '2026-11-19T12:00:00.000Z' })).toMatch(
    /^18 Nov.* to 19 Nov/,
  );
});

it('tells the ends of a short range apart', () => {
  const range = { after: '2026-11-19T12:00:03.000Z', before: '2026-11-19T12:00:41.000Z' };
  expect(rangeWords(range)).toMatch(/:00:03 to 19 Nov.*:00:41$/);
});

it('takes a moment to a local input and back', () => {
  const iso = '2026-11-19T12:34:00.000Z';
  expect(toLocalInput(iso)).toMatch(/^2026-11-\d\dT\d\d:\d\d$/);
  expect(fromLocalInput(toLocalInput(iso))).toBe(iso);
  expect(fromLocalInput('')).toBeUndefined();
  expect(fromLocalInput('soon')).toBeUndefined();
  expect(toLocalInput(undefined)).toBe('');
});

it('keeps the moment that a field was filled in with, while it says the same', () => {
  vi.stubEnv('TZ', 'Europe/Paris');
  onTestFinished(() => void vi.unstubAllEnvs());
  const second = '2026-10-25T01:30:38.000Z';
  expect(toLocalInput(second)).toBe('2026-10-25T02:30');
  expect(fromLocalInput('2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z');
  expect(momentOf('2026-10-25T02:30', second)).toBe(second);
  expect(momentOf('2026-10-25T03:30', second)).toBe('2026-10-25T02:30:00.000Z');
  expect(momentOf('', second)).toBeUndefined();
  expect(momentOf('', undefined)).toBeUndefined();
});
