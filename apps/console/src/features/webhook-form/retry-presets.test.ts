import { expect, it } from 'vitest';

import { presetOf, retryMeaning } from './retry-presets.ts';

it('recognises a preset however it is typed', () => {
  expect(presetOf('1m,5m 15m,1h, 24h')).toBe('standard');
  expect(presetOf('1m')).toBe('custom');
});

it('says what a retry policy means', () => {
  expect(retryMeaning(true, 2, '1m, 5m, 15m')).toBe(
    'A failed delivery is tried again after 1 min and 5 min: 3 attempts over at least 6 min.',
  );
  expect(retryMeaning(false, 5, '1m')).toContain('tried once');
  expect(retryMeaning(true, 5, 'soon')).toBeNull();
  expect(retryMeaning(true, '', '1m')).toBeNull();
});
