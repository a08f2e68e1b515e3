import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogOf } from './catalog.ts';
import { loadCatalog } from './catalog/live-catalog.ts';
import { followCatalog } from './catalog/follow-catalog.ts';
import { deleteEventType } from './delete-event-type.ts';
import { getEventType } from './get-event-type.ts';
import { publish } from './publish.ts';
import { putEventType } from './put-event-type.ts';
import { eventTypeOf, openEvents, rejection } from './testing.ts';

let home: Awaited<ReturnType<typeof openEvents>>;
beforeAll(async () => {
  home = await openEvents();
});
afterAll(() => home.close());

let count = 0;
/** A type that no other test has, with a version for each schema, the newest first. */
function typeOf(...schemas: Record<string, unknown>[]) {
  count += 1;
  return withSchemas(`invoice_${count}.paid`, schemas);
}
function withSchemas(name: string, schemas: Record<string, unknown>[]) {
  const versions = schemas.map((schema, index) => ({
    version: `2026-0${schemas.length - index}-01`,
    schema,
    example: { total: 1 },
    ...(index > 0 && { from_newer: '$' }),
  }));
  return eventTypeOf(name, versions);
}
const fields = (...names: string[]) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'number' }])),
});

/** Another process of the same installation: the same folder and database, a catalog of its own. */
async function otherProcess() {
  const config = { ...home.config };
  await loadCatalog(config);
  const stop = await followCatalog({ ...home.account(), config }, { everyMs: 20 });
  return { ctx: { ...home.account(), config }, stop };
}

test('a type that is written can be published at once, and is read back', async () => {
  const type = typeOf(fields('total'));
  const ctx = home.account();
  expect(await putEventType(ctx, type)).toMatchObject({ name: type.name, created: true });
  expect(getEventType(ctx, type).versions[0]).toMatchObject({ version: '2026-01-01', changes: [] });
  await publish(ctx, { type: type.name, data: { total: 1 } });
  expect(await rejection(publish(ctx, { type: type.name, data: { total: 'x' } }))).toMatchObject({
    issues: [{ path: '/data/total', message: 'Expected a number.' }],
  });
  expect(await putEventType(ctx, type)).toMatchObject({ created: false });
});

test('it stands above the file of the same name, in every process, and after a start', async () => {
  const other = await otherProcess();
  const ctx = home.account();
  const name = 'thing.happened';
  const description = 'Written by the API.';
  const file = catalogOf(ctx).get(name)!;
  await putEventType(ctx, { ...file, description });
  await expect.poll(() => catalogOf(other.ctx).get(name)?.description).toBe(description);
  await other.stop();
  const started = await otherProcess();
  expect(catalogOf(started.ctx).get(name)?.description).toBe(description);
  await started.stop();
});

test('a type that is deleted is gone, also where a file has it; its events stay; writing brings it back', async () => {
  const ctx = home.account();
  const type = catalogOf(ctx).get('order.placed')!;
  await publish(ctx, { type: type.name, data: { total: '1' } });
  await deleteEventType(ctx, type);
  expect(() => getEventType(ctx, type)).toThrow('does not exist');
  expect(await rejection(publish(ctx, { type: type.name, data: { total: '1' } }))).toMatchObject({
    issues: [{ path: '/type', message: expect.any(String) }],
  });
  expect(await home.count(ctx)).toBe(1);
  expect(await rejection(deleteEventType(ctx, type))).toMatchObject({ code: 'not_found' });
  const started = await otherProcess();
  expect(catalogOf(started.ctx).get(type.name)).toBeUndefined();
  expect(await putEventType(ctx, type)).toMatchObject({ created: true });
  await expect.poll(() => catalogOf(started.ctx).get(type.name)?.name).toBe(type.name);
  await started.stop();
});

test('a change that breaks a version in use is refused with each difference, and changes nothing', async () => {
  const ctx = home.account();
  const type = typeOf(fields('total', 'tax'));
  await putEventType(ctx, type);
  const changed = withSchemas(type.name, [{ ...fields('total'), required: ['total'] }]);
  expect(await rejection(putEventType(ctx, changed))).toMatchObject({
    code: 'conflict',
    issues: [
      {
        path: '/versions/0/schema/required',
        message: expect.stringMatching(/^\/total of 2026-01-01: Was opt/),
      },
      { path: '/versions/0/schema/properties', message: expect.stringMatching(/^\/tax of .*: Removed\./) },
    ],
  });
  expect(getEventType(ctx, type).versions[0]?.schema).toEqual(fields('total', 'tax'));
});

test('the same change in a new version is taken, and shown as a change', async () => {
  const ctx = home.account();
  const type = typeOf(fields('total', 'tax'));
  await putEventType(ctx, type);
  const next = withSchemas(type.name, [fields('total'), fields('total', 'tax')]);
  const { versions } = await putEventType(ctx, next);
  expect(versions.map((each) => each.changes)).toEqual([
    [{ path: '/tax', change: 'removed', text: 'Removed.', breaking: true }],
    [],
  ]);
});

test('a change that breaks nothing is taken, and counts from then on', async () => {
  const ctx = home.account();
  const type = typeOf(fields('total'));
  await putEventType(ctx, type);
  await putEventType(ctx, withSchemas(type.name, [fields('total', 'tax')]));
  const back = await rejection(putEventType(ctx, type));
  expect(back).toMatchObject({ code: 'conflict', issues: [{ path: '/versions/0/schema/properties' }] });
});

test('a version in use cannot be left out, nor made otherwise by deleting the type before', async () => {
  const ctx = home.account();
  const type = typeOf(fields('total'), fields('total', 'tax'));
  await putEventType(ctx, type);
  const [newest] = type.versions;
  expect(await rejection(putEventType(ctx, { ...type, versions: [newest!] }))).toMatchObject({
    code: 'conflict',
    issues: [{ path: '/versions', message: expect.stringMatching(/^Version 2026-01-01 is missing/) }],
  });
  await deleteEventType(ctx, type);
  const other = withSchemas(type.name, [fields('total', 'tax'), { ...fields('tax') }]);
  expect(await rejection(putEventType(ctx, other))).toMatchObject({ code: 'conflict' });
});

test('of two writers at once who break each other, one is refused', async () => {
  const ctx = home.account();
  const type = typeOf(fields('a'));
  const answers = await Promise.allSettled([
    putEventType(ctx, type),
    putEventType(ctx, withSchemas(type.name, [fields('b')])),
  ]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('what a file may say and what is computed may stand in what is written', async () => {
  const ctx = home.account();
  const shown = await putEventType(ctx, typeOf(fields('total')));
  const { created: _, ...type } = shown;
  expect(await putEventType(ctx, { ...type, $schema: '../catalog.schema.json' })).toEqual({
    ...shown,
    created: false,
  });
});
