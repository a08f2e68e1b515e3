import { expect, it } from 'vitest';

import { latestAttempted } from './latest.ts';
import { aDelivery } from './testing.ts';

const at = (minute: number) => `2026-11-20T14:${String(minute).padStart(2, '0')}:00.000Z`;

it('puts a retry of an older delivery above the first attempt of a newer one, and leaves out what waits', () => {
  const waiting = aDelivery({ id: 'del_3', status: 'pending', attempts_made: 0, updated_at: at(30) });
  const newer = aDelivery({ id: 'del_2', updated_at: at(10) });
  const retried = aDelivery({ id: 'del_1', status: 'retrying', attempts_made: 2, updated_at: at(20) });
  expect(latestAttempted([waiting, newer, retried]).map(({ id }) => id)).toEqual(['del_1', 'del_2']);
});

it('shows eight', () => {
  const many = Array.from({ length: 50 }, (_, minute) => aDelivery({ updated_at: at(minute) }));
  const shown = latestAttempted(many).map((each) => each.updated_at);
  expect([shown.length, shown[0], shown[7]]).toEqual([8, at(49), at(42)]);
});
