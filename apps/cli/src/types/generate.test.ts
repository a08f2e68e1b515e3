import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { generateTypes } from './generate.ts';
import type { CatalogType } from './name-types.ts';

const ROOT = path.join(import.meta.dirname, '../../../..');

/** What the catalog of the shop cannot be relied on to have. */
const ODD: CatalogType = {
  name: 'odd.happened',
  description: 'Odd */ things.',
  versions: [
    {
      version: '2026-11-01',
      schema: {
        type: 'object',
        required: ['kind', 'tree', 'any'],
        properties: {
          kind: { enum: ['a', "it's", 1, null] },
          tree: { $ref: '#/$defs/node' },
          'two words': { type: ['string', 'null'], description: 'Of */ two.' },
          pairs: { type: 'array', items: { oneOf: [{ type: 'integer' }, { type: 'object' }] } },
          both: { allOf: [{ properties: { x: { type: 'number' } } }, { required: ['y'] }] },
          never: false,
          any: true,
          ['__proto__']: { type: 'string' },
          tuple: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], items: false },
          anchored: { $ref: '#named' },
          encoded: { $ref: '#/$defs/100%' },
          itself: { $ref: '#' },
          needless: { anyOf: [{ $ref: '#/$defs/needless' }, {}] },
          around: { $ref: '#/$defs/a' },
        },
        $defs: {
          node: {
            type: 'object',
            properties: { of: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } },
            required: ['of'],
          },
          '100%': { type: 'integer' },
          needless: { type: 'object', properties: { x: { type: 'string' } } },
          named: { $anchor: 'named', type: 'string' },
          // Each is the other, and the other in a field.
          a: { allOf: [{ properties: { f: { $ref: '#/$defs/b' } } }, { $ref: '#/$defs/b' }] },
          b: { anyOf: [{ $ref: '#/$defs/a' }, { type: 'string' }, { $ref: '#/$defs/b' }] },
        },
      },
      example: {
        kind: "it's",
        tree: { of: { of: null } },
        any: [1],
        pairs: [1, { a: 'b' }],
        both: { x: 1, y: 2 },
        tuple: ['a', 1],
        anchored: 'text',
        encoded: 100,
        unnamed: 'it is not in the schema',
      },
    },
    {
      version: '2026-01-01',
      schema: { type: 'object', required: ['total'], properties: { total: { type: 'number' } } },
      example: { total: 9.5 },
    },
  ],
};

/** Called as a version of the other one is. */
const SAME_NAME: CatalogType = {
  name: 'odd.happened.v20261101',
  description: '',
  versions: [{ version: '2026-11-01', schema: true, example: { it: 'is' } }],
};

async function shipped(): Promise<CatalogType[]> {
  const folder = path.join(ROOT, 'modules/event/catalog');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  return Promise.all(files.map(async (name) => JSON.parse(await readFile(path.join(folder, name), 'utf8'))));
}

/** A consumer's program: it narrows by type and version without a cast, and checks every example at run time. */
const CONSUMER = `
import { fixtures, isOddHappened, isOddHappenedV20261101_, isOddHappenedV20260101, isTidingsEvent, type TidingsEvent } from './events.ts';

function told(event: TidingsEvent): string {
  switch (event.type) {
    case 'odd.happened':
      return event.api_version === '2026-01-01' ? event.data.total.toFixed(2) : String(event.data.kind);
    case 'tag.created':
      return event.data.object.id;
    default:
      return event.type;
  }
}

const all: TidingsEvent[] = Object.values(fixtures).flatMap((versions) => Object.values<TidingsEvent>(versions));
const old = fixtures['odd.happened']['2026-01-01'];
const now = fixtures['odd.happened']['2026-11-01'];
const depth: unknown = now.data.tree.of?.of?.of?.of;
const results = {
  depth: depth === undefined && isOddHappenedV20261101_({ ...now, data: { ...now.data, tree: { of: { of: { of: { of: null } } } } } }),
  count: all.length,
  good: all.every((event) => isTidingsEvent(JSON.parse(JSON.stringify(event)))),
  told: told(old),
  versions: [isOddHappened(old), isOddHappenedV20260101(old), isOddHappenedV20260101(fixtures['odd.happened']['2026-11-01'])],
  bad: [
    { ...old, data: { total: '9.50' } },
    { ...now, data: { ...now.data, tree: { of: { of: { of: 1 } } } } },
    { ...now, data: { ...now.data, itself: { kind: 'z' } } },
    { ...old, data: {} },
    { ...old, api_version: '2020-01-01' },
    { ...old, type: 'toString' },
    { ...old, id: 1 },
    null,
    'odd.happened',
  ].map(isTidingsEvent),
  more: isTidingsEvent({ ...old, data: { total: 1, added: 'later' } }),
};
// @ts-expect-error -- a field of another version
void ((event: TidingsEvent & { type: 'odd.happened'; api_version: '2026-11-01' }) => event.data.total);
console.log(JSON.stringify(results));
`;

test('the file compiles under strict, tells events apart, and its checks take every example and nothing else', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tidings-types-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const catalog = [...(await shipped()), ODD, SAME_NAME];
  await writeFile(path.join(folder, 'events.ts'), generateTypes(catalog, 'https://hooks.example.com'));
  await writeFile(
    path.join(folder, 'consumer.ts'),
    `declare const console: { log(text: string): void };${CONSUMER}`,
  );
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    noUnusedLocals: true,
    noEmit: true,
    target: 'es2020', // the oldest that TypeScript's own settings begin with: nothing newer is there to be called
    module: 'nodenext',
    types: [],
    allowImportingTsExtensions: true,
    erasableSyntaxOnly: true,
    isolatedModules: true,
  };
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  await writeFile(path.join(folder, 'package.json'), '{"type": "module"}');
  const said = compile(folder);
  expect(said).toBe('');
  const output = execFileSync(process.execPath, [path.join(folder, 'consumer.ts')], { encoding: 'utf8' });
  expect(JSON.parse(output)).toEqual({
    count: catalog.reduce((sum, { versions }) => sum + versions.length, 0),
    good: true,
    told: '9.50',
    versions: [true, true, false],
    depth: true,
    bad: Array.from({ length: 9 }, () => false),
    more: true,
  });
});

/** What the compiler complains about. */
function compile(folder: string): string {
  try {
    return execFileSync(path.join(ROOT, 'node_modules/.bin/tsc'), ['-p', folder], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout ?? error); // what execFileSync throws has it
  }
}

test('the same catalog gives the same file, in whatever order it comes', async () => {
  const catalog = await shipped();
  expect(generateTypes(catalog.toReversed(), 'x')).toBe(generateTypes(catalog, 'x'));
});

test('definitions that use each other are written once each, however many ways lead to them', () => {
  const names = Array.from({ length: 12 }, (_, n) => `d${n}`);
  const properties = Object.fromEntries(names.map((name) => [name, { $ref: `#/$defs/${name}` }]));
  const $defs = Object.fromEntries(names.map((name) => [name, { type: 'object', properties }]));
  const schema = { type: 'object', properties, $defs };
  const versions = [{ version: '2026-11-01', schema, example: {} }];
  const text = generateTypes([{ name: 'many.made', description: '', versions }], 'x');
  expect(text.match(/^type ManyMadeV20261101_d\d+ = /gm)).toHaveLength(12);
  expect(text.length).toBeLessThan(40_000);
});
