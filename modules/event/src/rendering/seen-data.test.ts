import { expect, test } from 'vitest';
import { catalogFrom } from '../catalog.ts';
import { eventTypeOf } from '../testing.ts';
import { hasOlder, seenData } from './seen-data.ts';

const any = { schema: { type: 'object' }, example: { cents: 1 } };
const PRICE = eventTypeOf('price.set', [
  { ...any, version: '2026-03-01' },
  { ...any, version: '2026-02-01', from_newer: '{"euros": cents / 100}' },
  { ...any, version: '2026-01-01', from_newer: '{"amount": $string(euros)}' },
]);

async function setup(data: Record<string, unknown> = { cents: 1250 }, apiVersion = '2026-03-01') {
  const catalog = await catalogFrom([PRICE]);
  const event = { type: 'price.set', apiVersion, data };
  return {
    catalog,
    event,
    seen: async (...pins: string[]) => {
      const at = await seenData(catalog, event, pins);
      return pins.map(at);
    },
  };
}

test('a webhook sees the version that it is pinned to, or the one before its pin', async () => {
  const { seen } = await setup();
  expect(await seen('2026-12-01', '2026-03-01', '2026-02-20', '2026-01-01', '2025-01-01')).toEqual([
    { cents: 1250 },
    { cents: 1250 },
    { euros: 12.5 },
    { amount: '12.5' },
    { amount: '12.5' },
  ]);
});

test('what was published in an older version is seen as it is by whoever is pinned to a newer one', async () => {
  const { seen, catalog, event } = await setup({ euros: 3 }, '2026-02-01');
  expect(await seen('2026-03-01', '2026-01-01')).toEqual([{ euros: 3 }, { amount: '3' }]);
  expect(hasOlder(catalog, event)).toBe(true);
  expect(hasOlder(catalog, { ...event, apiVersion: '2026-01-01' })).toBe(false);
  expect(hasOlder(catalog, { ...event, type: 'gone.by' })).toBe(false);
});

test('what cannot be made is nothing, and what can is made all the same', async () => {
  const { seen } = await setup({ cents: 'many' });
  expect(await seen('2026-03-01', '2026-02-01')).toEqual([{ cents: 'many' }, undefined]);
});
