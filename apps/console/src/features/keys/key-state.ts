import type { Key } from '@tidings/identity/schema';

import type { Tone } from '../../ui/status-badge.tsx';

const SOON_MS = 14 * 86_400_000;

/** Whether a key works, as its badge says it: two weeks before its end it says so. */
export function keyState(
  key: Pick<Key, 'revoked_at' | 'expires_at'>,
  nowMs: number,
): { label: string; tone: Tone; isOver: boolean } {
  if (key.revoked_at !== null) return { label: 'Revoked', tone: 'rest', isOver: true };
  const left = key.expires_at === null ? Infinity : Date.parse(key.expires_at) - nowMs;
  if (left <= 0) return { label: 'Expired', tone: 'rest', isOver: true };
  if (left <= SOON_MS) return { label: 'Expires soon', tone: 'warning', isOver: false };
  return { label: 'Active', tone: 'success', isOver: false };
}
