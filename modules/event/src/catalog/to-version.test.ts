import { expect, test } from 'vitest';
import { catalogFrom, readCatalog } from '../catalog.ts';
import { eventTypeOf } from '../testing.ts';
import { ConversionFault } from './convert.ts';
import { toVersion } from './to-version.ts';

const object = (name: string) => ({ type: 'object', required: [name], properties: { [name]: {} } });

/** A price that was a number of euros, then of cents, then cents with a currency. */
const PRICE = eventTypeOf('price.set', [
  { version: '2026-03-01', schema: object('price'), example: { price: { cents: 990, currency: 'EUR' } } },
  {
    version: '2026-01-01',
    schema: object('euros'),
    example: { euros: 9.9 },
    from_newer: '{"euros": cents / 100}',
  },
  {
    version: '2026-02-01',
    schema: object('cents'),
    example: { cents: 990 },
    from_newer: 'price.cents = 0 ? $error("free") : {"cents": price.cents}',
  },
]);

const setup = async () => {
  const catalog = await catalogFrom([PRICE]);
  return async (from: string, to: string, data: Record<string, unknown>) =>
    (await toVersion(catalog, { type: 'price.set', from, data }, to)).data;
};
const NEWEST = { price: { cents: 1250, currency: 'EUR' } };

test('an older version is made step by step, whatever the order in the catalog', async () => {
  const convert = await setup();
  expect(await convert('2026-03-01', '2026-02-01', NEWEST)).toEqual({ cents: 1250 });
  expect(await convert('2026-03-01', '2026-01-01', NEWEST)).toEqual({ euros: 12.5 });
  expect(await convert('2026-02-01', '2026-01-01', { cents: 500 })).toEqual({ euros: 5 });
});

test('data that is as old already stays as it is', async () => {
  const convert = await setup();
  expect(await convert('2026-01-01', '2026-03-01', { euros: 1 })).toEqual({ euros: 1 });
  expect(await convert('2026-02-01', '2026-02-01', { cents: 1 })).toEqual({ cents: 1 });
});

test.each([
  ['type', { type: 'gone.by', from: '2026-03-01' }],
  ['version', { type: 'price.set', from: '2026-12-01' }],
])('data of a %s that the catalog has no longer stays as it is, and of its version', async (_, event) => {
  const catalog = await catalogFrom([PRICE]);
  const data = { anything: 1 };
  expect(await toVersion(catalog, { ...event, data }, '2026-01-01')).toEqual({ version: event.from, data });
});

test('where the oldest version has gone, the way ends at the one before it, and that is said', async () => {
  const catalog = await catalogFrom([
    { ...PRICE, versions: PRICE.versions.filter(({ version }) => version !== '2026-01-01') },
  ]);
  const event = { type: 'price.set', from: '2026-03-01', data: NEWEST };
  expect(await toVersion(catalog, event, '2026-01-01')).toEqual({
    version: '2026-02-01',
    data: { cents: 1250 },
  });
});

test('a failure names type and version', async () => {
  const convert = await setup();
  const failed = convert('2026-03-01', '2026-01-01', { price: { cents: 0 } });
  await expect(failed).rejects.toThrow(ConversionFault);
  await expect(failed).rejects.toThrow(/^price\.set 2026-02-01: free/);
});

test('the input is left as it was', async () => {
  const convert = await setup();
  const given = structuredClone(NEWEST);
  await convert('2026-03-01', '2026-01-01', given);
  expect(given).toEqual(NEWEST);
});

test('what is odd but allowed comes through as it was: NUL, half characters, __proto__, 10,000 keys', async () => {
  const catalog = await readCatalog();
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, 'v']));
  const odd: unknown = JSON.parse('{"nul": "a\\u0000b", "half": "\\ud800", "__proto__": {"polluted": 1}}');
  const data = { object: { object: 'subscriber', id: 'sub_1', custom_fields: many, odd } };
  const { data: made } = await toVersion(
    catalog,
    { type: 'subscriber.created', from: '2026-11-01', data },
    '2026-06-01',
  );
  const expected = { object: { object: 'subscriber', id: 'sub_1', odd, fields: many } };
  expect(JSON.stringify(made)).toBe(JSON.stringify(expected));
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});
