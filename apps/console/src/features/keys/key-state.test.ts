import { expect, it } from 'vitest';

import { keyState } from './key-state.ts';

const NOW = Date.parse('2026-11-21T12:00:00.000Z');

it('warns two weeks before a key ends', () => {
  const label = (expires_at: string | null) => keyState({ revoked_at: null, expires_at }, NOW).label;
  expect(label(null)).toBe('Active');
  expect(label('2026-12-05T12:00:00.001Z')).toBe('Active');
  expect(label('2026-12-05T12:00:00.000Z')).toBe('Expires soon');
  expect(label('2026-11-21T12:00:00.000Z')).toBe('Expired');
});

it('calls a key revoked also when it would have expired since', () => {
  const key = { revoked_at: '2026-11-01T00:00:00.000Z', expires_at: '2026-11-02T00:00:00.000Z' };
  expect(keyState(key, NOW)).toMatchObject({ label: 'Revoked', isOver: true });
});
