import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../support/run-program.ts';

// The document from which the pages were built, and the page that has all of it.
type Schema = {
  $ref?: string;
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
};
type Content = Record<string, { schema?: Schema; example?: unknown }>;
type Answer = { $ref?: string; description?: string; content?: Content };
type Operation = {
  operationId: string;
  summary: string;
  description: string;
  parameters?: { name: string; description?: string; schema?: Schema }[];
  requestBody?: { content: Content };
  responses: Record<string, Answer>;
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; responses: Record<string, Answer> };
};

const DOCS = path.join(ROOT, 'docs-site');
const document = JSON.parse(await readFile(path.join(DOCS, 'openapi.json'), 'utf8')) as Document; // emitted by the build
/** Without the classes by which Astro tells the styles of components apart. */
const html = (await readFile(path.join(DOCS, 'dist', 'rest-api', 'index.html'), 'utf8'))
  .replaceAll(/ class="astro-\w+"/g, '')
  .replaceAll(/ astro-\w+(?=")/g, '');
const sections = [...html.matchAll(/<section class="operation">([^]*?)<\/section>/g)].map(([all]) => all);

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };
/** As a reader sees it, but for marks of code and links. */
const textOf = (markup: string) =>
  markup
    .replaceAll(/<wbr[^>]*>|<\/?(?:code|a|strong|em)\b[^>]*>/g, '')
    .replaceAll(/<[^>]+>/g, '\n')
    .replaceAll(/&(lt|gt|amp|quot|#39);/g, (_all, name) => ENTITIES[String(name)] ?? '');
const wordsOf = (text: string) =>
  text
    .replaceAll(/[`*]|\]\([^)]*\)|\[/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

const operations = Object.entries(document.paths).flatMap(([at, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${at}`,
    method: method.toUpperCase(),
    at,
    operation,
  })),
);

function resolve<Value extends { $ref?: string }>(value: Value): Value {
  const [, kind = '', name = ''] = /^#\/components\/(\w+)\/(.+)$/.exec(value.$ref ?? '') ?? [];
  const found = document.components[kind as 'schemas']?.[name];
  return found === undefined ? value : (found as Value); // of the kind that referred to it
}

/** Every field that a schema tells of, at any depth, each once. */
function fieldsOf(schema: Schema, seen: ReadonlySet<string> = new Set()): string[] {
  if (schema.$ref) {
    return seen.has(schema.$ref) ? [] : fieldsOf(resolve(schema), new Set([...seen, schema.$ref]));
  }
  const { properties = {}, items, additionalProperties: others, allOf = [], anyOf = [], oneOf = [] } = schema;
  const parts = [...allOf, ...anyOf, ...oneOf, ...(items ? [items] : [])];
  if (typeof others === 'object') parts.push(others);
  const inside = [...Object.values(properties), ...parts].flatMap((part) => fieldsOf(part, seen));
  return [...new Set([...Object.keys(properties), ...inside])];
}

const missingIn = (markup: string, schema: Schema | undefined) =>
  fieldsOf(schema ?? {}).filter((field) => !markup.includes(`<code>${field}</code>`));

/** Of one operation: the markup of its section. */
function sectionOf(method: string, at: string): string {
  const found = sections.filter((section) => {
    const [, route = ''] = /<p class="route"[^>]*>([^]*?)<\/p>/.exec(section) ?? [];
    return textOf(route).replaceAll(/\s+/g, ' ').trim() === `${method} ${at}`;
  });
  expect(found, `${method} ${at}`).toHaveLength(1);
  return found[0] ?? '';
}

test('the page has every operation of the document, each once, and no other', () => {
  expect(operations.length).toBeGreaterThan(50);
  expect(sections).toHaveLength(operations.length);
});

describe.each(operations)('$name', ({ method, at, operation }) => {
  const section = sectionOf(method, at);
  const text = wordsOf(textOf(section));

  test('is told of, with what it takes', () => {
    expect(text).toContain(operation.summary);
    expect(text).toContain(wordsOf(operation.description));
    const parameters = operation.parameters ?? [];
    expect(parameters.filter(({ name }) => !section.includes(`<code>${name}</code>`))).toEqual([]);
    const untold = parameters.filter(({ description, schema = {} }) => {
      const meaning = description ?? schema.description ?? resolve(schema).description;
      return meaning === undefined || !text.includes(wordsOf(meaning).replace(/\.$/, ''));
    });
    expect(untold.map(({ name }) => name)).toEqual([]);
    for (const { schema } of Object.values(operation.requestBody?.content ?? {}))
      expect(missingIn(section, schema)).toEqual([]);
  });

  test('shows every field that it answers, and every status', () => {
    for (const [status, answer] of Object.entries(operation.responses)) {
      expect(text).toContain(status);
      const { description = '', content = {} } = resolve(answer);
      if (status.startsWith('2'))
        for (const { schema } of Object.values(content)) expect(missingIn(section, schema)).toEqual([]);
      // What is the same for all stands where the pointer rests; what is this one's own, in the text.
      else if (answer.$ref ?? status === 'default')
        expect(wordsOf(section.replaceAll('&quot;', '"'))).toContain(wordsOf(description));
      else expect(text).toContain(`${status}: ${wordsOf(description)}`);
    }
  });

  test('has an example of what is sent and answered', () => {
    const shown = [...section.matchAll(/<pre[^>]*>([^]*?)<\/pre>/g)].map(([, code = '']) => textOf(code));
    const withBody = (line: string, content: Content | undefined) => {
      const example = content?.['application/json']?.example;
      return example === undefined ? line : `${line}\n\n${JSON.stringify(example, null, 2)}`;
    };
    const answers = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
    expect(shown).toEqual([
      withBody(`${method} /api/v1${at}`, operation.requestBody?.content),
      ...answers.map(([status, { content }]) => withBody(status, content)),
    ]);
    // An answer that has a body has one to show.
    const silent = answers.filter(([, { content }]) => content && !content['application/json']?.example);
    expect(silent.map(([status]) => status)).toEqual([]);
  });
});

test('every object of the document is part of what an operation takes or answers', () => {
  const named = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, each] of Object.entries(value)) {
      const [, object] = /^#\/components\/schemas\/(.+)$/.exec(name === '$ref' ? String(each) : '') ?? [];
      if (object !== undefined && !named.has(object)) {
        named.add(object);
        walk(document.components.schemas[object]);
      } else walk(each);
    }
  };
  walk(document.paths);
  walk(document.components.responses);
  expect(Object.keys(document.components.schemas).filter((name) => !named.has(name))).toEqual([]);
});
