import { readdir } from 'node:fs/promises';
import { readConfig } from '@tidings/kernel';
import { expect, onTestFinished, test } from 'vitest';
import { catalogFrom, catalogOf, readCatalog } from './catalog.ts';
import { loadCatalog } from './catalog/live-catalog.ts';
import { SHIPPED } from './catalog/read-folder.ts';
import { showEventType } from './catalog/show-event-type.ts';
import { toVersion } from './catalog/to-version.ts';
import { catalogFolder, eventTypeOf } from './testing.ts';

const version = (date: string, schema: Record<string, unknown>, example: Record<string, unknown> = {}) => ({
  version: date,
  schema,
  example,
});

const ORDER = eventTypeOf('order.placed', [
  version(
    '2026-06-01',
    { type: 'object', required: ['total'], properties: { total: { type: 'string' } } },
    { total: '1' },
  ),
  {
    ...version(
      '2026-01-01',
      { type: 'object', required: ['total'], properties: { total: { type: 'number' } } },
      { total: 1 },
    ),
    from_newer: '{"total": $number(total)}',
  },
]);

async function folderOf(contents: Record<string, unknown>) {
  const { folder, remove } = await catalogFolder(contents);
  onTestFinished(remove);
  return folder;
}

async function issuesOf(
  schema: Record<string, unknown>,
  example: Record<string, unknown>,
  data: Record<string, unknown>,
) {
  const catalog = await catalogFrom([
    eventTypeOf('thing.happened', [version('2026-01-01', schema, example)]),
  ]);
  let thrown: unknown;
  try {
    catalog.validate({ type: 'thing.happened', apiVersion: undefined, data });
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('thing.happened 2026-01-01'),
  });
  return (thrown as { issues: unknown }).issues;
}

test('every type that is shipped loads, with examples that its schemas accept', async () => {
  const files = await readdir(SHIPPED);
  const catalog = await readCatalog();
  expect(catalog.list().map((type) => `${type.name}.json`)).toEqual(files.toSorted());
  for (const type of catalog.list()) {
    for (const { version: apiVersion, example } of type.versions) {
      expect(catalog.validate({ type: type.name, apiVersion, data: example })).toEqual({
        version: apiVersion,
        warnings: [],
      });
    }
  }
});

test('every category and object that the product names is shipped', async () => {
  const types = (await readCatalog()).list();
  expect([...new Set(types.map((type) => type.category))].toSorted()).toEqual([
    'Campaign',
    'Contact',
    'Custom field',
    'Email',
    'Purchase',
    'Subscriber',
    'System',
    'Tag',
  ]);
  const objects = new Set(types.flatMap((type) => type.objects));
  for (const name of ['subscriber', 'contact', 'tag', 'custom_field', 'purchase', 'email', 'campaign']) {
    expect(objects).toContain(name);
  }
});

test('every related type that is named exists', async () => {
  const catalog = await readCatalog();
  const missing = catalog.list().flatMap((type) => type.related.filter((name) => !catalog.get(name)));
  expect(missing).toEqual([]);
});

test('every facet that is declared leads to something in every example', async () => {
  const dead = (await readCatalog()).list().flatMap((type) =>
    type.versions.flatMap(({ version: apiVersion, example }) =>
      Object.values(type.facets)
        .flatMap((facet) => (typeof facet === 'string' ? [facet] : [facet.value, facet.label ?? facet.value]))
        .filter((path) => valueAt(example, path) === undefined)
        .map((path) => `${type.name} ${apiVersion}: ${path}`),
    ),
  );
  expect(dead).toEqual([]);
});

function valueAt(data: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], data);
}

test('what is shipped says what every type is for, and of every field what it means', async () => {
  for (const type of (await readCatalog()).list()) {
    for (const text of [type.description, type.trigger, type.frequency, ...type.use_cases, ...type.objects])
      expect([type.name, text]).toEqual([type.name, expect.stringMatching(/\S/)]);
    expect([type.name, type.use_cases.length > 0, type.related.length > 0]).toEqual([type.name, true, true]);
    for (const { schema } of type.versions) expect([type.name, undescribed(schema)]).toEqual([type.name, []]);
  }
});

type Fields = { description?: string; properties?: Record<string, Fields>; items?: Fields };

/** Fields without a description, at any depth. */
function undescribed({ properties = {}, items }: Fields): string[] {
  const inner = Object.entries({ ...properties, ...items?.properties });
  return inner.flatMap(([name, field]) => [...(field.description ? [] : [name]), ...undescribed(field)]);
}

test('two types are shipped in two versions, whose conversion loses nothing that the older one knows', async () => {
  const catalog = await readCatalog();
  const dated = catalog.list().filter((type) => type.versions.length > 1);
  expect(dated.map((type) => type.name)).toEqual(['email.bounced', 'subscriber.created']);
  for (const type of dated) {
    const [newer, older] = type.versions;
    const given = { type: type.name, from: newer!.version, data: newer!.example };
    const { version } = older!;
    expect(await toVersion(catalog, given, version)).toEqual({ version, data: older!.example });
    const bare = { object: { object: type.objects[0], id: 'x_1' } };
    expect(await toVersion(catalog, { ...given, data: bare }, version)).toEqual({ version, data: bare });
    expect(showEventType(type).versions[0]?.changes.some((change) => change.breaking)).toBe(true);
  }
});

test('data is checked against the newest version unless an older one is named', async () => {
  const catalog = await catalogFrom([ORDER]);
  expect(
    catalog.validate({ type: 'order.placed', apiVersion: undefined, data: { total: '9.90' } }).version,
  ).toBe('2026-06-01');
  expect(
    catalog.validate({ type: 'order.placed', apiVersion: '2026-01-01', data: { total: 990 } }).version,
  ).toBe('2026-01-01');
  expect(() =>
    catalog.validate({ type: 'order.placed', apiVersion: undefined, data: { total: 990 } }),
  ).toThrow('The data does not satisfy the schema of order.placed 2026-06-01.');
});

test('the newest version is the newest of any type', async () => {
  const thing = eventTypeOf('thing.happened', [version('2026-03-01', {})]);
  expect((await catalogFrom([thing, ORDER])).newestVersion()).toBe('2026-06-01');
});

test('every dated version is known, the newest first', async () => {
  const thing = eventTypeOf('thing.happened', [version('2026-03-01', {})]);
  expect((await catalogFrom([thing, ORDER])).versions()).toEqual(['2026-06-01', '2026-03-01', '2026-01-01']);
});

test('a pin gets the newest version that is not newer than itself, or the oldest', async () => {
  const catalog = await catalogFrom([ORDER]);
  const versions = ['2026-12-31', '2026-06-01', '2026-05-31', '2026-01-01', '2025-01-01'].map((pin) =>
    catalog.versionFor('order.placed', pin),
  );
  expect(versions).toEqual(['2026-06-01', '2026-06-01', '2026-01-01', '2026-01-01', '2026-01-01']);
  expect(catalog.versionFor('order.shipped', '2026-06-01')).toBeUndefined();
});

test('a type that only warns takes data at fault and says what is wrong with it', async () => {
  const catalog = await catalogFrom([{ ...ORDER, validation: 'warn' }]);
  expect(catalog.validate({ type: 'order.placed', apiVersion: undefined, data: { total: 990 } })).toEqual({
    version: '2026-06-01',
    warnings: [{ path: '/data/total', message: 'Expected text.' }],
  });
});

test('a type or a version that does not exist is the fault of its field', async () => {
  const catalog = await catalogFrom([ORDER]);
  const validate = (type: string, apiVersion?: string) => () =>
    catalog.validate({ type, apiVersion, data: { total: '1' } });
  expect(validate('order.shipped')).toThrow(
    expect.objectContaining({
      code: 'invalid',
      issues: [{ path: '/type', message: 'There is no event type "order.shipped" in the catalog.' }],
    }),
  );
  expect(validate('order.placed', '2026-05-01')).toThrow(
    expect.objectContaining({
      code: 'invalid',
      issues: [
        {
          path: '/api_version',
          message: 'order.placed has no version 2026-05-01; it has 2026-06-01, 2026-01-01.',
        },
      ],
    }),
  );
});

test('every fault of the data has a JSON pointer', async () => {
  const schema = {
    type: 'object',
    required: ['id', 'object'],
    properties: {
      id: { type: 'string' },
      object: {
        type: 'object',
        properties: {
          status: { enum: ['active', 'paused'] },
          email: { type: 'string', format: 'email' },
          tags: { type: 'array', items: { type: 'string' } },
        },
      },
    },
  };
  const data = { object: { status: 'gone', email: 'ada', tags: ['vip', 7] } };
  expect(await issuesOf(schema, { id: '1', object: {} }, data)).toEqual([
    { path: '/data/id', message: 'This field is required.' },
    { path: '/data/object/status', message: 'Expected one of "active", "paused".' },
    { path: '/data/object/email', message: 'Expected an e-mail address.' },
    { path: '/data/object/tags/1', message: 'Expected text.' },
  ]);
});

test('a field that the schema does not know is named', async () => {
  const schema = { type: 'object', additionalProperties: false, properties: { id: { type: 'string' } } };
  expect(await issuesOf(schema, {}, { id: '1', extra: true })).toEqual([
    { path: '/data/extra', message: 'There is no such field.' },
  ]);
});

test('slashes and tildes in names are escaped in the pointer (RFC 6901)', async () => {
  const schema = {
    type: 'object',
    required: ['a/b'],
    properties: { 'm~n': { type: 'object', required: ['c~d'] } },
  };
  expect(await issuesOf(schema, { 'a/b': 1 }, { 'm~n': {} })).toEqual([
    { path: '/data/a~1b', message: 'This field is required.' },
    { path: '/data/m~0n/c~0d', message: 'This field is required.' },
  ]);
});

test('a process has the catalog that its configuration names, and none before it is loaded', async () => {
  const config = readConfig({ CATALOG_DIR: await folderOf({ 'order.placed.json': ORDER }) }, 'production');
  expect(() => catalogOf({ config })).toThrow('The catalog is loaded when the process starts');
  await loadCatalog(config);
  expect(
    catalogOf({ config })
      .list()
      .map((type) => type.name),
  ).toEqual(['order.placed']);
});
