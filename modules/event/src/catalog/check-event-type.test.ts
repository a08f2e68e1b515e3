import { expect, test } from 'vitest';
import { eventTypeOf, rejection } from '../testing.ts';
import { checkEventType } from './check-event-type.ts';

const version = (date: string, schema: Record<string, unknown>, more: object = {}) => ({
  version: date,
  schema,
  example: {},
  ...more,
});

async function faultsOf(...versions: Parameters<typeof eventTypeOf>[1]) {
  const error = await rejection(checkEventType(eventTypeOf('thing.happened', versions)));
  expect(error).toMatchObject({ code: 'invalid' });
  return (error as { issues: { path: string; message: string }[] }).issues;
}

test('versions are put in order, the newest first', async () => {
  const older = version('2026-01-01', {}, { from_newer: '{}' });
  const { versions } = await checkEventType(
    eventTypeOf('thing.happened', [older, version('2026-02-01', {})]),
  );
  expect(versions.map((each) => each.version)).toEqual(['2026-02-01', '2026-01-01']);
});

test('an example that does not satisfy its schema is refused where it does not', async () => {
  expect(await faultsOf(version('2026-01-01', { required: ['id'] }))).toEqual([
    { path: '/versions/0/example/id', message: 'This field is required.' },
  ]);
});

test('a schema that is none is refused where it is wrong', async () => {
  const [issue] = await faultsOf(version('2026-01-01', { properties: { id: { type: 'thing' } } }));
  expect(issue?.path).toBe('/versions/0/schema/properties/id/type');
});

test.each([
  ['refers to what is elsewhere', { $ref: 'https://example.com/schema.json' }, '/versions/0/schema'],
  ['refers to nothing', { $ref: '#/$defs/none' }, '/versions/0/schema'],
  ['has a pattern that is none', { properties: { id: { pattern: '(' } } }, '/versions/0/schema'],
  ['is to be checked later', { $async: true }, '/versions/0/schema/$async'],
])('a schema that %s is refused', async (_, schema, path) => {
  expect((await faultsOf(version('2026-01-01', schema)))[0]?.path.startsWith(path)).toBe(true);
});

test('two types may have schemas of the same $id, and the same type may be checked again', async () => {
  const schema = { $id: 'https://example.com/thing', type: 'object' };
  for (const name of ['thing.happened', 'thing.ended', 'thing.happened']) {
    await checkEventType(eventTypeOf(name, [version('2026-01-01', { ...schema })]));
  }
});

test('a schema or example that is nested too deep is refused', async () => {
  let deep: Record<string, unknown> = {};
  for (let level = 0; level < 20_000; level += 1) deep = { properties: { a: deep } };
  expect(await faultsOf(version('2026-01-01', deep))).toEqual([
    { path: '/versions/0', message: 'Schemas and examples may be nested 100 levels deep.' },
  ]);
});

test('a field __proto__, which no event may carry, is refused wherever it is in schema and example', async () => {
  const named = (json: string) => JSON.parse(json) as Record<string, unknown>;
  const schema = named('{"properties": {"o": {"properties": {"__proto__": {"type": "string"}}}}}');
  const example = named('{"o": [{"__proto__": "x"}]}');
  const message = 'The name __proto__ cannot be used.';
  expect(await faultsOf(version('2026-01-01', schema, { example }))).toEqual([
    { path: '/versions/0/schema/properties/o/properties/__proto__', message },
    { path: '/versions/0/example/o/0/__proto__', message },
  ]);
});

test('a version that is given twice is refused', async () => {
  expect(await faultsOf(version('2026-01-01', {}), version('2026-01-01', {}))).toEqual([
    { path: '/versions/1/version', message: 'Version 2026-01-01 is given twice.' },
  ]);
});

test('every version but the newest has to say how it is made from the next newer one', async () => {
  expect(await faultsOf(version('2026-01-01', {}), version('2026-02-01', {}))).toEqual([
    { path: '/versions/0/from_newer', message: 'Give the JSONata that makes 2026-01-01 from 2026-02-01.' },
  ]);
  expect(await faultsOf(version('2026-01-01', {}, { from_newer: '{}' }))).toEqual([
    { path: '/versions/0/from_newer', message: 'This is the newest version: there is none to be made from.' },
  ]);
});

test.each([
  ['is no JSONata', '{', /end of expression/],
  ['uses what is refused', '{"at": $now()}', /\$now cannot be used here/],
  ['loops', '($f := function() {$f()}; $f())', /Does it loop/],
  ['gives no object', '"text"', /Expected an object/],
  ['gives data that does not satisfy the older schema', '{"id": 5}', /2026-01-01: \/data\/id: Expected text/],
])('a conversion that %s is refused', async (_, expression, message) => {
  const older = version('2026-01-01', { properties: { id: { type: 'string' } } }, { from_newer: expression });
  expect(await faultsOf(version('2026-02-01', {}), older)).toEqual([
    { path: '/versions/1/from_newer', message: expect.stringMatching(message) },
  ]);
});
