import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Api } from '../support/api.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { runMain } from '../support/run-program.ts';
import type { Event, Published } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';

type Change = { path: string; change: string; text: string; breaking: boolean };
type Version = {
  version: string;
  schema: Record<string, unknown>;
  example: Record<string, unknown>;
  from_newer?: string;
  changes: Change[];
};
type EventType = { name: string; description: string; versions: Version[] } & Record<string, unknown>;
type Warned = Published & { warnings?: { path: string }[] };

let server: Server;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tidings-catalog-'));
  await file(typeOf('parcel.sent', [version('2026-01-01', 'weight')]));
  server = await startServer({ settings: { CATALOG_DIR: folder } });
});
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true });
});

function version(date: string, field: string, more: object = {}) {
  const schema = { type: 'object', required: [field], properties: { [field]: { type: 'number' } } };
  return { version: date, schema, example: { [field]: 1 }, ...more };
}

function typeOf(name: string, versions: object[], more: object = {}) {
  return {
    name,
    category: 'Parcel',
    description: 'It happened.',
    trigger: 'Somebody did it.',
    frequency: 'Rare.',
    retry_safe: true,
    use_cases: ['Tell somebody'],
    related: [],
    objects: [],
    facets: {},
    versions,
    ...more,
  };
}

function file(type: object, name = 'parcel.json'): Promise<void> {
  return writeFile(path.join(folder, name), typeof type === 'string' ? type : JSON.stringify(type));
}

function put<Body = EventType>(name: string, type: object) {
  const body = JSON.stringify(type);
  const headers = { 'content-type': 'application/json' };
  return server.api.send<Body>('PUT', `/event-types/${name}`, { headers, body });
}

const read = async (name: string) => (await server.api.get<EventType>(`/event-types/${name}`)).body;

describe('an event type that is put', () => {
  test('is 201 with its place at first, then 200, and can be published and read back', async () => {
    const made = await put('van.loaded', typeOf('van.loaded', [version('2026-01-01', 'load')]));
    expect([made.status, made.headers['location']]).toEqual([201, '/api/v1/event-types/van.loaded']);
    expect(made.body).toEqual(await read('van.loaded'));
    expect((await put('van.loaded', made.body)).status).toBe(200);
    const api = await server.newAccount();
    expect((await api.post('/events', { type: 'van.loaded', data: { load: 3 } })).status).toBe(202);
    expectProblem(await api.post('/events', { type: 'van.loaded', data: { load: 'x' } }), 422, '/data/load');
  });

  test('needs no name in its body, and may not have another', async () => {
    const { name: _, ...type } = typeOf('van.washed', [version('2026-01-01', 'load')]);
    expect((await put('van.washed', type)).status).toBe(201);
    expectProblem(await put('van.washed', { ...type, name: 'van.sold' }), 422, '/name');
    expectProblem(await put('Van', type), 422, '/name');
  });

  test.each([
    ['/versions', { versions: [] }],
    ['/colour', { colour: 'red' }],
    ['/versions/0/schema/type', { versions: [{ ...version('2026-01-01', 'a'), schema: { type: 'thing' } }] }],
    ['/versions/0/example/a', { versions: [{ ...version('2026-01-01', 'a'), example: {} }] }],
    ['/versions/1/from_newer', { versions: [version('2026-02-01', 'a'), version('2026-01-01', 'b')] }],
    [
      '/versions/1/from_newer',
      { versions: [version('2026-02-01', 'a'), version('2026-01-01', 'b', { from_newer: '{"b": a' })] },
    ],
    [
      '/versions/1/from_newer',
      {
        versions: [
          version('2026-02-01', 'a'),
          version('2026-01-01', 'b', { from_newer: '($f := function() {$f()}; $f())' }),
        ],
      },
    ],
    ['/facets/campaign', { facets: { campaign: 5 } }],
    ['/validation', { validation: 'never' }],
  ])('is 422 at %s when it is wrong there', async (at, fault) => {
    expectProblem(
      await put('van.broken', { ...typeOf('van.broken', [version('2026-01-01', 'a')]), ...fault }),
      422,
      at,
    );
    expectProblem(await server.api.get('/event-types/van.broken'), 404);
  });

  test('is 422 when its schema is nested 20,000 levels deep', async () => {
    const deep = '{"not":'.repeat(20_000) + '{}' + '}'.repeat(20_000);
    const body = JSON.stringify(typeOf('van.deep', [{ ...version('2026-01-01', 'a'), schema: 'X' }]));
    const headers = { 'content-type': 'application/json' };
    const sent = { headers, body: body.replace('"X"', deep) };
    expectProblem(await server.api.send('PUT', '/event-types/van.deep', sent), 422, '/versions/0');
  });

  test('is 409 with the differences when it breaks a version in use, and taken as a new version', async () => {
    const first = version('2026-01-01', 'euros');
    await put('fee.set', typeOf('fee.set', [first]));
    const problem = expectProblem(
      await put('fee.set', typeOf('fee.set', [version('2026-01-01', 'cents')])),
      409,
    );
    expect(problem.issues?.map((issue) => issue.message).join('\n')).toMatch(
      /\/cents of 2026-01-01: New, and required\.[^]*\/euros of 2026-01-01: Removed\./,
    );
    const next = [version('2026-02-01', 'cents'), { ...first, from_newer: '{"euros": cents / 100}' }];
    expect((await put('fee.set', typeOf('fee.set', next))).body.versions[0]?.changes).toEqual([
      { path: '/cents', change: 'added', text: 'New, and required.', breaking: true },
      { path: '/euros', change: 'removed', text: 'Removed.', breaking: true },
    ]);
  });

  test('that only warns takes what is wrong and says so to its publisher', async () => {
    const type = typeOf('van.seen', [version('2026-01-01', 'speed')], { validation: 'warn' });
    await put('van.seen', type);
    const api = await server.newAccount();
    const answer = await api.post<Warned>('/events', { type: 'van.seen', data: { speed: 'high' } });
    expect(answer.status).toBe(202);
    expect(answer.body.warnings).toEqual([{ path: '/data/speed', message: expect.stringMatching(/number/) }]);
    const right = await api.post<Warned>('/events', { type: 'van.seen', data: { speed: 1 } });
    expect(right.body.warnings).toBeUndefined();
    await until(
      () => server.output(),
      (output) => output.includes('does not satisfy its schema'),
      { what: 'the log warns' },
    );
  });

  test('stands in the OpenAPI document at once', async () => {
    await put('van.parked', typeOf('van.parked', [version('2026-01-01', 'place')]));
    const { body } = await server.api.get<{ webhooks: object }>('/openapi.json');
    expect(body.webhooks).toHaveProperty(['van.parked', 'post', 'requestBody']);
  });
});

describe('an event type that is deleted', () => {
  test('is gone, its events stay, a start does not bring it back, and putting it does', async () => {
    const type = await read('parcel.sent');
    const api = await server.newAccount();
    const { body: event } = await api.post<Published>('/events', {
      type: 'parcel.sent',
      data: { weight: 1 },
    });
    expect((await server.api.delete('/event-types/parcel.sent')).status).toBe(204);
    expectProblem(await server.api.delete('/event-types/parcel.sent'), 404);
    expectProblem(await api.post('/events', { type: 'parcel.sent', data: { weight: 1 } }), 422, '/type');
    expect((await api.get<Event>(`/events/${event.id}`)).status).toBe(200);
    await server.restart();
    expectProblem(await server.api.get('/event-types/parcel.sent'), 404);
    expect((await put('parcel.sent', type)).status).toBe(201);
  });
});

test('only a service key may write the catalog', async () => {
  const nobody = new Api(server.url, { authorization: 'Bearer tdg_sk_nobody' });
  expectProblem(await nobody.delete('/event-types/van.loaded'), 401);
});

describe('the folder', () => {
  test('is read again when it changes, and a file that is wrong changes nothing but the log', async () => {
    await file(typeOf('drone.sent', [version('2026-01-01', 'height')]), 'drone.json');
    await until(
      () => read('drone.sent'),
      (type) => type.name === 'drone.sent',
      { what: 'the new type is there' },
    );
    await file(typeOf('drone.sent', [version('2026-01-01', 'speed')]), 'drone.json');
    await until(
      () => server.output(),
      (output) => /drone\.json: \/versions\/0\/schema\/properties\/speed: /.test(output),
      { what: 'the log names the file' },
    );
    expect((await read('drone.sent')).versions[0]?.example).toEqual({ height: 1 });
  });

  test('that breaks a version in use lets no process start, and is named', async () => {
    await server.halt();
    const ended = await runMain('dev', server.settings).ended;
    expect(ended.code).toBe(1);
    expect(ended.output).toMatch(/drone\.json: \/versions\/0\/schema\/properties\/speed: /);
    await file(typeOf('drone.sent', [version('2026-01-01', 'height')]), 'drone.json');
    await server.restart();
  });
});
