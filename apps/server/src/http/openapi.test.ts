import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCatalog } from '@tidings/event';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { installation } from '../testing.ts';
import { openApiDocument } from './openapi.ts';
import { restOperations } from './rest-operations.ts';

type Parameter = { name: string; in: string; required?: boolean };
type Operation = {
  description?: string;
  security?: Record<string, string[]>[];
  operationId: string;
  parameters?: Parameter[];
  responses: Record<string, { content?: object }>;
  requestBody?: object;
};
type Webhook = {
  post: {
    requestBody: {
      content: { 'application/json': { schema: { properties: { data: object } }; example: object } };
    };
  };
};
type Document = {
  openapi: string;
  servers: object[];
  paths: Record<string, Record<string, Operation>>;
  webhooks: Record<string, Webhook>;
};

const document = openApiDocument('https://tidings.example', await readCatalog()) as Document; // the shape of OpenAPI 3.1
const operations = Object.entries(document.paths).flatMap(([path, verbs]) =>
  Object.entries(verbs).map(([verb, operation]) => ({
    route: `${verb.toUpperCase()} ${path}`,
    path,
    operation,
  })),
);

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

it('is of OpenAPI 3.1 and names the server', () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(document.servers).toEqual([{ url: 'https://tidings.example/api/v1' }]);
});

it('describes every REST operation, once, and nothing else', () => {
  const served = restOperations().map(({ route }) => `${route.method} ${route.path}`);
  expect(served.length).toBeGreaterThan(10);
  expect(new Set(served).size).toBe(served.length);
  expect(operations.map(({ route }) => route).toSorted()).toEqual(served.toSorted());
  expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(served.length);
});

it('has for every reference what it refers to', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]!);
  expect(references.length).toBeGreaterThan(0);
  for (const reference of new Set(references)) {
    const segments = reference.replace(/^#\//, '').split('/');
    const target = segments.reduce<unknown>(
      (at, segment) => (at as Record<string, unknown> | undefined)?.[segment],
      document,
    );
    expect([reference, target]).toEqual([reference, expect.any(Object)]);
  }
});

it.each(operations)(
  'declares each parameter of $route once, those of its path as required',
  ({ path, operation }) => {
    const parameters = operation.parameters ?? [];
    const names = parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
    expect(new Set(names).size).toBe(names.length);
    const inPath = parameters.filter((parameter) => parameter.in === 'path');
    expect(inPath.map(({ name }) => name).toSorted()).toEqual(
      [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).toSorted(),
    );
    expect(inPath.every((parameter) => parameter.required === true)).toBe(true);
  },
);

it('has no two paths that differ only in the name of a parameter', () => {
  const shapes = Object.keys(document.paths).map((path) => path.replaceAll(/\{\w+\}/g, '{}'));
  expect(new Set(shapes).size).toBe(shapes.length);
});

it.each(operations)('says how $route answers, and how when it fails', ({ operation }) => {
  const [status, ...others] = Object.keys(operation.responses).filter((each) => each.startsWith('2'));
  // What is put may be there or not before; a dry run of what would be accepted is done when it is answered.
  expect([[], ['201'], ['202']]).toContainEqual(others);
  expect(['200', '201', '202', '204']).toContain(status);
  expect(operation.responses[status!]!.content !== undefined).toBe(status !== '204');
  expect(operation.responses['default']!.content).toHaveProperty(['application/problem+json']);
});

it.each(['/openapi.json', '/api/v1/openapi.json', '/api/v1/platform/openapi.json'])(
  'is served at %s to everybody',
  async (path) => {
    const answer = await home.request('GET', path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.json.paths).toEqual(JSON.parse(JSON.stringify(document.paths)));
  },
);

it('shows that the log of a webhook is also given as CSV', () => {
  const { responses } = document.paths['/webhooks/{id}/deliveries']!['get']!;
  expect(Object.keys(responses['200']!.content!)).toEqual(['application/json', 'text/csv']);
});

it('says what a receiver is sent for each event type, with references that lead somewhere', async () => {
  const { webhooks } = openApiDocument('https://tidings.example', await treeCatalog()) as Document;
  expect(Object.keys(webhooks)).toEqual(['tree.planted']);
  const { schema, example } = webhooks['tree.planted']!.post.requestBody.content['application/json'];
  expect(example).toMatchObject({ type: 'tree.planted', api_version: '2026-01-01', data: { leaf: 'x' } });
  expect(schema.properties.data).toEqual({
    $ref: '#/webhooks/tree.planted/post/requestBody/content/application~1json/schema/properties/data/$defs/node',
    $defs: { node: { type: 'object' } },
  });
});

it('names every type of the shipped catalog', async () => {
  expect(Object.keys(document.webhooks)).toEqual((await readCatalog()).list().map(({ name }) => name));
});

/** One type, whose schema refers to itself. */
async function treeCatalog() {
  const folder = await mkdtemp(join(tmpdir(), 'tidings-openapi-'));
  const schema = { $ref: '#/$defs/node', $defs: { node: { type: 'object' } } };
  const type = {
    name: 'tree.planted',
    category: 'Tree',
    description: 'A tree.',
    trigger: 'A spade.',
    frequency: 'Rare.',
    retry_safe: true,
    use_cases: [],
    related: [],
    objects: [],
    versions: [{ version: '2026-01-01', schema, example: { leaf: 'x' } }],
  };
  try {
    await writeFile(join(folder, 'tree.json'), JSON.stringify(type));
    return await readCatalog(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

it('tells a replay that was begun from one that was only counted', () => {
  const { responses } = document.paths['/replays']!['post']!;
  const refs = ['200', '202'].map((code) => JSON.stringify(responses[code]!.content));
  expect(refs[0]).toContain('ReplayPreview');
  expect(refs[1]).not.toContain('ReplayPreview');
});
