import { dayOfId, newId } from '@tidings/kernel';
import { typeId } from '@tidings/kernel/schema';
import { afterEach, expect, it, vi } from 'vitest';
import { firstDeliveryIdAt } from './first-id.ts';

afterEach(() => {
  vi.useRealTimers();
});

const NOON = Date.parse('2098-11-20T12:00:00.000Z'); // later than any id that was made before in this process

it('lies between what was made a millisecond earlier and what is made then', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOON - 1 });
  const before = newId('del');
  vi.setSystemTime(NOON);
  const first = firstDeliveryIdAt(new Date(NOON));
  expect([newId('del') > first, before < first]).toEqual([true, true]);
});

it.each([0, 1, NOON, 253_402_300_799_999])('is an id of the day of %i', (ms) => {
  const id = firstDeliveryIdAt(new Date(ms));
  expect(typeId('del').parse(id)).toBe(id);
  expect(dayOfId(id)).toBe(new Date(ms).toISOString().slice(0, 10));
});

it.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])(
  'is an id for %s, before or after all ids',
  (time) => {
    expect(typeId('del').safeParse(firstDeliveryIdAt(new Date(time))).success).toBe(true);
  },
);
