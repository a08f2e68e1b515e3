import { createConfig, lintFromString } from '@redocly/openapi-core';
import { readCatalog } from '@tidings/event';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from './openapi.ts';
import { OPERATIONS, TAGS } from './reference/index.ts';
import { type RestOperation, restOperations } from './rest-operations.ts';

const document = openApiDocument('https://tidings.example', await readCatalog()) as Record<string, unknown>; // a document is an object
const operations = restOperations();

/** What the linter has to say of a document, each with its place. */
async function faultsOf(source: object): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended-strict'] });
  const found = await lintFromString({ source: JSON.stringify(source), absoluteRef: 'openapi.json', config });
  return found.map(({ ruleId, message, location }) => `${ruleId}: ${message} at ${location[0]?.pointer}`);
}

it('has nothing that a linter of OpenAPI 3.1 would say, examples included', async () => {
  expect(await faultsOf(document)).toEqual([]);
}, 60_000);

it.each([
  [
    'an operation without a summary',
    { paths: { '/x': { get: { responses: { 200: { description: 'x' } } } } } },
  ],
  ['a reference that leads nowhere', { paths: { '/x': { $ref: '#/components/pathItems/gone' } } }],
  ['a tag that nobody described', { tags: [{ name: 'x' }] }],
])(
  'the linter bites: %s',
  async (_, part) => {
    expect(await faultsOf({ ...document, ...part })).not.toEqual([]);
  },
  60_000,
);

describe('the reference', () => {
  it('tells of every operation, and of nothing else that is served', () => {
    const served = operations.map(({ procedure }) => procedure);
    expect(served.filter((procedure) => !OPERATIONS[procedure]?.description)).toEqual([]);
    expect(Object.keys(OPERATIONS).filter((procedure) => !served.includes(procedure))).toEqual([]);
    expect(operations.map(({ route }) => route.tag).filter((tag) => !TAGS[tag])).toEqual([]);
  });

  it.each(operations)('has an example of each body of $procedure, as its schema wants it', (operation) => {
    const told = OPERATIONS[operation.procedure];
    const { hasBody, input, pathParameters, headerFields, route, output } = operation;
    const inBody = Object.keys(input.shape).filter(
      (key) => ![...pathParameters, ...headerFields].includes(key),
    );
    if (hasBody && inBody.length > 0) {
      expect(told?.request, 'request').toBeDefined();
      const whole = { ...idsFor(operation), ...told?.request };
      expect(input.safeParse(whole).error?.issues).toBeUndefined();
    }
    if (route.status === 204) return expect(told?.answer).toBeUndefined();
    expect(told?.answer, 'answer').toBeDefined();
    for (const answer of [told?.answer, ...(route.hasDryRun ? [told?.dryRunAnswer] : [])]) {
      const given = route.createdField ? { ...(answer as object), [route.createdField]: true } : answer;
      expect(strict(output).safeParse(given).error?.issues).toBeUndefined();
    }
  });
});

/** What the path would say. */
function idsFor({ input, pathParameters }: RestOperation): Record<string, unknown> {
  return Object.fromEntries(
    pathParameters.map((name) => {
      const shown = z.toJSONSchema(input.shape[name] as z.ZodType, { io: 'input' }); // each key of a shape is a schema
      return [name, shown.example ?? 'tag.created'];
    }),
  );
}

/** An example with a field that there is not would mislead. */
function strict(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodObject ? schema.strict() : schema;
}
