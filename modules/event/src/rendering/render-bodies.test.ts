import { dayOfId } from '@tidings/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogOf } from '../catalog.ts';
import { loadCatalog } from '../catalog/live-catalog.ts';
import { eraseSubject } from '../erase-subject.ts';
import { loadBodies } from '../load-bodies.ts';
import { publish } from '../publish.ts';
import { putEventType } from '../put-event-type.ts';
import { eventTypeOf, openEvents } from '../testing.ts';
import { keepRenderings, loadRendering } from './keep-renderings.ts';
import { renderBodies } from './render-bodies.ts';
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

test('a type that another process took a moment ago is asked for, and not passed over', async () => {
  const ctx = home.account();
  const there = { ...ctx, config: { ...ctx.config } };
  await loadCatalog(there.config);
  const type = eventTypeOf('fee.set', [
    { version: '2026-06-01', schema: {}, example: {} },
    { version: '2026-01-01', schema: {}, example: {}, from_newer: '{"euros": cents / 100}' },
  ]);
  await putEventType(ctx, type);
  const { id } = await publish(ctx, { type: type.name, data: { cents: 1250 } });
  const event = { accountId: ctx.accountId, day: dayOfId(id), id };
  const { body } = (await loadBodies(ctx.database, [event]))(event)!;
  const older = { ...event, variant: '2026-01-01' };
  expect(catalogOf(there).get(type.name)).toBeUndefined();
  const rendered = (await renderBodies(there, [{ ...older, body }]))(older);
  expect(JSON.parse('body' in rendered! ? rendered.body : '')).toMatchObject({
    api_version: '2026-01-01',
    data: { euros: 12.5 },
  });
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

describe('an event that is erased while something is made of it', () => {
  test('has nothing kept of it when it was erased first', async () => {
    const { render, of, ctx } = await setup({ total: '9.50', object: { id: 'ord_2' } });
    await eraseSubject(ctx, { subject_id: 'ord_2' });
    const read = '{"type":"order.placed","api_version":"2026-06-01","data":{"total":"9.50"}}';
    expect(await render('2026-01-01', read)).toBeUndefined();
    expect(await loadRendering(ctx.database, of('2026-01-01'))).toBeUndefined();
  });

  test('has nothing kept of it when it was made first and not committed yet', async () => {
    const { of, ctx } = await setup({ total: '9.50', object: { id: 'ord_3' } });
    const variant = of('2026-01-01');
    let erased: Promise<unknown> | undefined;
    await ctx.database.transaction(async (tx) => {
      await keepRenderings(tx, [{ ...variant, made: 'of a person' }]);
      erased = eraseSubject(ctx, { subject_id: 'ord_3' });
      await expect.poll(() => home.query(WAITING)).toHaveLength(1);
    });
    await erased;
    expect(await loadRendering(ctx.database, variant)).toBeUndefined();
  });
});

const WAITING = `SELECT FROM pg_stat_activity
                 WHERE datname = current_database() AND wait_event_type = 'Lock'`;

test('what cannot be kept is the fault of that one, and the others are made', async () => {
  const ctx = home.account();
  const ordered = async () => {
    const { id } = await publish(ctx, { type: 'order.placed', data: { total: '9.50' } });
    return { accountId: ctx.accountId, day: dayOfId(id), id, variant: '2026-01-01' };
  };
  const recent = await ordered();
  const old = {
    ...(await ordered()),
    day: new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10),
  };
  await home.onDay(-20, () => home.query('UPDATE event.event SET day = $1 WHERE id = $2', [old.day, old.id]));
  await home.query(`DROP TABLE event.rendering_${old.day.replaceAll('-', '')}`);
  const body = '{"type":"order.placed","api_version":"2026-06-01","data":{"total":"9.50"}}';
  const rendered = await renderBodies(ctx, [
    { ...old, body },
    { ...recent, body },
  ]);
  expect(rendered(old)).toEqual({ fault: expect.stringContaining('internal fault') });
  expect(rendered(recent)).toEqual({ body: expect.stringContaining('950') });
});

test('a fault is found out once, and again after ten minutes', async () => {
  const { of, ctx } = await setup();
  let nowMs = 0;
  const at = (ms: number) => {
    nowMs = ms;
  };
  const clock = { ...ctx.clock, monotonicMs: () => nowMs };
  const render = async (total: string) => {
    const body = JSON.stringify({ type: 'order.placed', api_version: '2026-06-01', data: { total } });
    return (await renderBodies({ ...ctx, clock }, [{ ...of('2026-01-01'), body }]))(of('2026-01-01'));
  };
  const fault = await render('nine');
  expect(fault).toMatchObject({ fault: expect.any(String) });
  at(599_999);
  expect(await render('9')).toEqual(fault); // it could be made: nobody tried
  at(600_000);
  expect(await render('9')).toEqual({ body: expect.stringContaining('900') });
});

test('lets others have their turn between two that take long', async () => {
  const { of, ctx } = await setup();
  let turns = 0;
  const count = setInterval(() => (turns += 1), 0);
  const body = JSON.stringify({ type: 'order.placed', data: { total: '1' }, pad: 'x'.repeat(250_000) });
  await renderBodies(
    ctx,
    Array.from({ length: 100 }, (_, n) => ({ ...of(`2026-01-0${n}+thin`), body })),
  );
  clearInterval(count);
  expect(turns).toBeGreaterThan(3);
});

test('of a version that the catalog has no longer the data stay, and so does what they say they are', async () => {
  const { render } = await setup();
  const gone = JSON.stringify({ type: 'order.placed', api_version: '2026-05-05', data: { total: '9.50' } });
  expect(await render('2026-01-01', gone)).toEqual({ body: gone });
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
