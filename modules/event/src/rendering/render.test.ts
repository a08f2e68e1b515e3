import { expect, test } from 'vitest';
import { catalogFrom } from '../catalog.ts';
import { eventTypeOf } from '../testing.ts';
import { render } from './render.ts';

const schema = { type: 'object' };
const NEWEST = { object: { object: 'price', id: 'prc_1', cents: 990 } };

async function thinOf(fromNewer: string): Promise<unknown> {
  const type = eventTypeOf('price.set', [
    { version: '2026-02-01', schema, example: NEWEST },
    { version: '2026-01-01', schema, example: {}, from_newer: fromNewer },
  ]);
  const catalog = await catalogFrom([{ ...type, related_url: 'https://a.example/{object.id}' }]);
  const body = JSON.stringify({ type: 'price.set', api_version: '2026-02-01', data: NEWEST });
  return JSON.parse(await render(catalog, body, '2026-01-01+thin'));
}

test('thin data are of the version that is sent', async () => {
  expect(await thinOf('{"object": {"object": "amount", "id": object.id}}')).toMatchObject({
    api_version: '2026-01-01',
    data: { object: { object: 'amount', id: 'prc_1' }, related_url: 'https://a.example/prc_1' },
  });
});

test('where that version does not say what it is about, they are of the one that was published', async () => {
  for (const older of ['{"cents": object.cents}', '{"object": {"cents": object.cents}}'])
    expect(await thinOf(older)).toMatchObject({
      api_version: '2026-01-01',
      data: { object: { object: 'price', id: 'prc_1' }, related_url: 'https://a.example/prc_1' },
    });
});
