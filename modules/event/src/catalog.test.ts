import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '@tidings/kernel';
import { expect, onTestFinished, test } from 'vitest';
import { Catalog, catalogOf, loadCatalog, readCatalog } from './catalog.ts';
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
  version(
    '2026-01-01',
    { type: 'object', required: ['total'], properties: { total: { type: 'number' } } },
    { total: 1 },
  ),
]);

async function folderOf(contents: Record<string, unknown>) {
  const { folder, remove } = await catalogFolder(contents);
  onTestFinished(remove);
  return folder;
}

function issuesOf(
  schema: Record<string, unknown>,
  example: Record<string, unknown>,
  data: Record<string, unknown>,
) {
  const catalog = new Catalog([eventTypeOf('thing.happened', [version('2026-01-01', schema, example)])]);
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
  const files = await readdir(join(import.meta.dirname, '..', 'catalog'));
  const catalog = await readCatalog();
  expect(catalog.list().map((type) => `${type.name}.json`)).toEqual(files.toSorted());
  for (const type of catalog.list()) {
    for (const { version: apiVersion, example } of type.versions) {
      expect(catalog.validate({ type: type.name, apiVersion, data: example })).toBe(apiVersion);
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

test('every facet that is declared leads to something in its example', async () => {
  const dead = (await readCatalog()).list().flatMap((type) =>
    Object.values(type.facets)
      .filter((path) => {
        const value = path
          .split('.')
          .reduce<unknown>(
            (at, key) => (at as Record<string, unknown> | undefined)?.[key],
            type.versions[0]!.example,
          );
        return value === undefined;
      })
      .map((path) => `${type.name}: ${path}`),
  );
  expect(dead).toEqual([]);
});

test('data is checked against the newest version unless an older one is named', () => {
  const catalog = new Catalog([ORDER]);
  expect(catalog.validate({ type: 'order.placed', apiVersion: undefined, data: { total: '9.90' } })).toBe(
    '2026-06-01',
  );
  expect(catalog.validate({ type: 'order.placed', apiVersion: '2026-01-01', data: { total: 990 } })).toBe(
    '2026-01-01',
  );
  expect(() =>
    catalog.validate({ type: 'order.placed', apiVersion: undefined, data: { total: 990 } }),
  ).toThrow('The data does not satisfy the schema of order.placed 2026-06-01.');
});

test('the newest version is the newest of any type', () => {
  const thing = eventTypeOf('thing.happened', [version('2026-03-01', {})]);
  expect(new Catalog([thing, ORDER]).newestVersion()).toBe('2026-06-01');
});

test('a type or a version that does not exist is the fault of its field', () => {
  const catalog = new Catalog([ORDER]);
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

test('every fault of the data has a JSON pointer', () => {
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
  expect(issuesOf(schema, { id: '1', object: {} }, data)).toEqual([
    { path: '/data/id', message: 'This field is required.' },
    { path: '/data/object/status', message: 'must be equal to one of the allowed values: active, paused.' },
    { path: '/data/object/email', message: 'must match format "email".' },
    { path: '/data/object/tags/1', message: 'must be string.' },
  ]);
});

test('a field that the schema does not know is named', () => {
  const schema = { type: 'object', additionalProperties: false, properties: { id: { type: 'string' } } };
  expect(issuesOf(schema, {}, { id: '1', extra: true })).toEqual([
    { path: '/data/extra', message: 'There is no such field.' },
  ]);
});

test('slashes and tildes in names are escaped in the pointer (RFC 6901)', () => {
  const schema = {
    type: 'object',
    required: ['a/b'],
    properties: { 'm~n': { type: 'object', required: ['c~d'] } },
  };
  expect(issuesOf(schema, { 'a/b': 1 }, { 'm~n': {} })).toEqual([
    { path: '/data/a~1b', message: 'This field is required.' },
    { path: '/data/m~0n/c~0d', message: 'This field is required.' },
  ]);
});

test('an example that does not satisfy its schema is refused by type and version', () => {
  const broken = eventTypeOf('thing.happened', [version('2026-01-01', { required: ['id'] })]);
  expect(() => new Catalog([broken])).toThrow(
    "thing.happened 2026-01-01: the example does not satisfy the schema: data must have required property 'id'",
  );
});

test('a schema that is none is refused by type and version', () => {
  const broken = eventTypeOf('thing.happened', [version('2026-01-01', { type: 'thing' })]);
  expect(() => new Catalog([broken])).toThrow(/^thing\.happened 2026-01-01: /);
});

test('a folder that is not there is told as a fault of CATALOG_DIR', async () => {
  const folder = join(await folderOf({}), 'missing');
  await expect(readCatalog(folder)).rejects.toThrow(`CATALOG_DIR: the folder ${folder} cannot be read.`);
});

test('a folder without event types is told as a fault of CATALOG_DIR', async () => {
  const folder = await folderOf({ 'README.md': 'No types yet.' });
  await expect(readCatalog(folder)).rejects.toThrow(
    `CATALOG_DIR: there is no event type (*.json) in ${folder}.`,
  );
});

test('a file that is no JSON is named', async () => {
  const folder = await folderOf({ 'order.placed.json': ORDER, 'broken.json': '{"name": ' });
  await expect(readCatalog(folder)).rejects.toThrow(
    `${join(folder, 'broken.json')}: not readable as JSON: SyntaxError`,
  );
});

test('a file that is no event type is named, with each place that is wrong', async () => {
  const folder = await folderOf({ 'broken.json': { ...ORDER, name: 'Order', versions: [], colour: 'red' } });
  const failure = await readCatalog(folder).catch(String);
  expect(failure).toContain(
    `${join(folder, 'broken.json')}: name: Expected a name like "email.opened".; versions: `,
  );
  expect(failure).toContain('"colour"');
});

test('two files of one type are refused, since one would hide the other', async () => {
  const folder = await folderOf({ 'a.json': ORDER, 'b.json': ORDER });
  await expect(readCatalog(folder)).rejects.toThrow('order.placed');
});

test('a version that is given twice is refused', () => {
  const twice = eventTypeOf('thing.happened', [version('2026-01-01', {}), version('2026-01-01', {})]);
  expect(() => new Catalog([twice])).toThrow('thing.happened: version 2026-01-01 is given twice.');
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
