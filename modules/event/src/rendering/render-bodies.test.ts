import { dayOfId } from '@tidings/kernel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogOf } from '../catalog.ts';
import { eraseSubject } from '../erase-subject.ts';
import { loadBodies } from '../load-bodies.ts';
import { publish } from '../publish.ts';
import { openEvents } from '../testing.ts';
import { loadRendering, renderBodies } from './render-bodies.ts';
import { variantOf } from './variant.ts';

let home: Awaited<ReturnType<typeof openEvents>>;
beforeAll(async () => {
  home = await openEvents();
});
afterAll(() => home.close());

/** An order of the newest version, whose older one has a number where the newer has a text. */
async function setup(data: Record<string, unknown> = { total: '9.50' }) {
  const ctx = home.account();
  const { id } = await publish(ctx, { type: 'order.placed', data });
  const event = { accountId: ctx.accountId, day: dayOfId(id), id };
  const stored = (await loadBodies(ctx.database, [event]))(event);
  const of = (variant: string) => ({ ...event, variant });
  const render = async (variant: string, body = stored?.body ?? '') =>
    (await renderBodies(ctx, [{ ...of(variant), body }]))(of(variant));
  return { ctx, of, render };
}

test('an older version is made from the newer one, and says so', async () => {
  const { render } = await setup();
  const rendered = await render('2026-01-01');
  expect(rendered).toEqual({ body: expect.any(String) });
  expect(JSON.parse('body' in rendered! ? rendered.body : '')).toMatchObject({
    type: 'order.placed',
    api_version: '2026-01-01',
    data: { total: 950 },
  });
});

test('what was made first is what every attempt sends, whatever is made of it later', async () => {
  const { render, of, ctx } = await setup();
  const first = await render('2026-01-01');
  expect(await render('2026-01-01', '{"type":"order.placed","api_version":"2026-06-01","data":{}}')).toEqual(
    first,
  );
  expect(await loadRendering(ctx.database, of('2026-01-01'))).toBe('body' in first! ? first.body : '');
});

test('an event is never made newer than it was published', async () => {
  const ctx = home.account();
  const { id } = await publish(ctx, {
    type: 'order.placed',
    data: { total: 990 },
    api_version: '2026-01-01',
  });
  const event = { accountId: ctx.accountId, day: dayOfId(id), id };
  const { body } = (await loadBodies(ctx.database, [event]))(event)!;
  const thin = { ...event, variant: '2026-06-01+thin' };
  const rendered = (await renderBodies(ctx, [{ ...thin, body }]))(thin);
  expect(JSON.parse('body' in rendered! ? rendered.body : '')).toMatchObject({
    api_version: '2026-01-01',
    data: {},
  });
});

test('data that the catalog cannot convert are a fault that is told, and nothing is kept', async () => {
  const { render, of, ctx } = await setup({ total: 'nine' });
  expect(await render('2026-01-01')).toEqual({
    fault: expect.stringMatching(/cannot be made into 2026-01-01: order\.placed 2026-01-01/),
  });
  expect(await loadRendering(ctx.database, of('2026-01-01'))).toBeUndefined();
});

test('what was made of an erased event goes with it', async () => {
  const { render, of, ctx } = await setup({ total: '9.50', object: { id: 'ord_1' } });
  await render('2026-01-01');
  await eraseSubject(ctx, { subject_id: 'ord_1' });
  expect(await loadRendering(ctx.database, of('2026-01-01'))).toBeUndefined();
});

test.each([
  ['2026-11-01', 'snapshot', null],
  ['2026-06-01', 'snapshot', null],
  ['2026-05-31', 'snapshot', '2026-01-01'],
  ['2020-01-01', 'snapshot', '2026-01-01'],
  ['2026-11-01', 'thin', '2026-06-01+thin'],
] as const)('a webhook of %s that wants %s gets the variant %s', (apiVersion, payloadStyle, variant) => {
  const catalog = catalogOf(home.account());
  expect(variantOf(catalog, 'order.placed', { apiVersion, payloadStyle })).toBe(variant);
});

test('of a type that the catalog has no longer the envelope is sent as it is', () => {
  const catalog = catalogOf(home.account());
  expect(variantOf(catalog, 'gone.away', { apiVersion: '2026-01-01', payloadStyle: 'snapshot' })).toBeNull();
});
