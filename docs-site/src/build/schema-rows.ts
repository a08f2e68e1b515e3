import type { JsonSchema } from './event-type';

export interface SchemaRow {
  name: string;
  depth: number;
  required: boolean;
  type: string;
  description: string;
  limits: string;
}

type Resolve = (ref: string) => JsonSchema | undefined;
const DEEPEST = 4;

/** The fields of an object schema, depth first, as rows of a table. */
export function schemaRows(schema: JsonSchema, resolve: Resolve = () => undefined): SchemaRow[] {
  return rowsOf(follow(schema, resolve), resolve, 0);
}

/** Whether a table of the schema would have any row. */
export function hasRows(schema: JsonSchema, resolve: Resolve): boolean {
  return Object.keys(properties(follow(schema, resolve), resolve)).length > 0;
}

function rowsOf(schema: JsonSchema, resolve: Resolve, depth: number): SchemaRow[] {
  const required = requiredIn(schema, resolve);
  return Object.entries(properties(schema, resolve)).flatMap(([name, given]) => {
    const field = follow(given, resolve);
    const inner = withoutNull(field, resolve);
    const below = inner.items ? follow(inner.items, resolve) : inner;
    const row: SchemaRow = {
      name,
      depth,
      required: required.has(name),
      type: typeName(given, resolve),
      description: given.description ?? field.description ?? '',
      limits: limits(inner),
    };
    return depth < DEEPEST ? [row, ...rowsOf(below, resolve, depth + 1)] : [row];
  });
}

/** Stands for a field of any name. */
const ANY_NAME = '*';

/** Of a choice between objects the fields of all. */
function properties(schema: JsonSchema, resolve: Resolve): Record<string, JsonSchema> {
  const parts = [...(schema.allOf ?? []), ...choicesOf(schema)].map((part) =>
    properties(follow(part, resolve), resolve),
  );
  const { additionalProperties: others } = schema;
  const hasFields =
    typeof others === 'object' && Object.keys(properties(follow(others, resolve), resolve)).length > 0;
  return Object.assign({}, ...parts, schema.properties, hasFields && { [ANY_NAME]: others }) as Record<
    string,
    JsonSchema
  >;
}

/** What is there in any case: in each choice where there are several. */
function requiredIn(schema: JsonSchema, resolve: Resolve): Set<string> {
  const of = (part: JsonSchema) => requiredIn(follow(part, resolve), resolve);
  const [first, ...others] = choicesOf(schema).map(of);
  const inEach = [...(first ?? [])].filter((name) => others.every((names) => names.has(name)));
  const parts = (schema.allOf ?? []).flatMap((part) => [...of(part)]);
  return new Set([...(schema.required ?? []), ...inEach, ...parts, ANY_NAME]);
}

function choicesOf(schema: JsonSchema): JsonSchema[] {
  return (schema.anyOf ?? schema.oneOf ?? []).filter((choice) => choice.type !== 'null');
}

function follow(schema: JsonSchema, resolve: Resolve): JsonSchema {
  if (!schema.$ref) return schema;
  const target = resolve(schema.$ref);
  return target ? follow(target, resolve) : schema;
}

/** `anyOf: [x, null]` read as x, so that its fields are shown. */
function withoutNull(schema: JsonSchema, resolve: Resolve): JsonSchema {
  const choices = choicesOf(schema);
  const [only] = choices;
  return only && choices.length === 1 ? follow(only, resolve) : schema;
}

/** A short name such as `string`, `array of object` or `integer or null`. */
export function typeName(given: JsonSchema, resolve: Resolve = () => undefined): string {
  const schema = follow(given, resolve);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map((choice) => typeName(choice, resolve)))].join(' or ');
  if (schema.items) return `array of ${typeName(schema.items, resolve)}`;
  if (Array.isArray(schema.type)) return schema.type.join(' or ');
  const base = schema.type ?? (schema.properties || schema.allOf ? 'object' : 'any');
  return schema.format && base === 'string' ? (FORMATS[schema.format] ?? base) : base;
}

const FORMATS: Record<string, string> = {
  'date-time': 'date and time',
  email: 'e-mail',
  uri: 'URL',
  date: 'date',
};

function limits(schema: JsonSchema): string {
  const parts: string[] = [];
  if (schema.enum) parts.push(`One of ${schema.enum.map((value) => JSON.stringify(value)).join(', ')}.`);
  if (schema.minimum !== undefined && schema.maximum !== undefined)
    parts.push(`${schema.minimum} to ${schema.maximum}.`);
  else if (schema.minimum !== undefined && schema.minimum !== 0) parts.push(`At least ${schema.minimum}.`);
  // An empty default says no more than that the field is optional.
  if (schema.default !== undefined && !isEmpty(schema.default))
    parts.push(`${JSON.stringify(schema.default)} if left out.`);
  return parts.join(' ');
}

function isEmpty(value: unknown): boolean {
  return value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}
