import type { Definitions } from './definitions.ts';

type Literal = string | number | boolean | null;
export type Field = { shape: Shape; isOptional: boolean; description: string };

/** What a value looks like, as far as both a TypeScript type and a check at run time can say it. */
export type Shape =
  | { is: 'anything' | 'nothing' | 'string' | 'number' | 'integer' | 'boolean' | 'null' }
  | { is: 'literal'; value: Literal }
  | { is: 'object'; fields: Map<string, Field> }
  | { is: 'dictionary'; of: Shape }
  | { is: 'list'; of: Shape }
  | { is: 'oneOf' | 'allOf'; of: Shape[] }
  /** One of the definitions, by what refers to it: `#/$defs/node`. */
  | { is: 'named'; reference: string };

type Schema = Record<string, unknown>;
type Within = {
  root: unknown;
  definitions: Definitions;
  /** The definition that this is part of, with no object and no list between. */
  part: string | undefined;
};

const ANYTHING: Shape = { is: 'anything' };
const SIMPLE = ['string', 'number', 'integer', 'boolean', 'null'] as const;

/**
 * The shape of what a JSON Schema (2020-12) lets pass. Lengths, formats, patterns and bounds are left out, and so is
 * `additionalProperties: false`: a field may be added without a new version, and nobody's check shall break by it. What cannot be
 * expressed is anything.
 * @param definitions gets a shape of each part of the schema that another refers to.
 */
export function shapeOf(schema: unknown, definitions: Definitions): Shape {
  return shapeIn(schema, { root: schema, definitions, part: undefined });
}

function shapeIn(schema: unknown, within: Within): Shape {
  if (schema === false) return { is: 'nothing' };
  if (!isSchema(schema)) return ANYTHING;
  const parts: Shape[] = [];
  if (typeof schema['$ref'] === 'string') parts.push(referred(schema['$ref'], within));
  if ('const' in schema) parts.push(literal(schema['const']));
  else if (Array.isArray(schema['enum'])) parts.push(either(schema['enum'].map(literal)));
  else parts.push(typed(schema, within));
  for (const key of ['anyOf', 'oneOf'])
    if (Array.isArray(schema[key])) parts.push(either(schema[key].map((each) => shapeIn(each, within))));
  if (Array.isArray(schema['allOf'])) parts.push(...schema['allOf'].map((each) => shapeIn(each, within)));
  const telling = parts.filter(({ is }) => is !== 'anything');
  const [only = ANYTHING, ...others] = telling;
  return others.length === 0 ? only : { is: 'allOf', of: telling };
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function either(shapes: Shape[]): Shape {
  if (shapes.some(({ is }) => is === 'anything')) return ANYTHING;
  const [only, ...others] = shapes;
  return only && others.length === 0 ? only : { is: 'oneOf', of: shapes };
}

function literal(value: unknown): Shape {
  const isLiteral = value === null || ['string', 'number', 'boolean'].includes(typeof value);
  return isLiteral ? { is: 'literal', value: value as Literal } : ANYTHING; // checked just above
}

function typed(schema: Schema, within: Within): Shape {
  const types: unknown[] = [schema['type'] ?? guessed(schema)].flat();
  return either(types.map((type) => ofType(type, schema, within)));
}

/** Who lists properties means an object, although the schema would let anything else pass. */
function guessed(schema: Schema): string | undefined {
  if ('properties' in schema || 'required' in schema) return 'object';
  return 'items' in schema ? 'array' : undefined;
}

function ofType(type: unknown, schema: Schema, { root, definitions }: Within): Shape {
  const within = { root, definitions, part: undefined };
  const simple = SIMPLE.find((each) => each === type);
  if (simple) return { is: simple };
  if (type === 'array') {
    // What comes first is of its own kind, and `items` tells only of what follows.
    return { is: 'list', of: 'prefixItems' in schema ? ANYTHING : shapeIn(schema['items'], within) };
  }
  if (type !== 'object') return ANYTHING;
  const properties = isSchema(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
  const names = [...new Set([...Object.keys(properties), ...required])];
  if (names.length === 0)
    return { is: 'dictionary', of: shapeIn(schema['additionalProperties'] || true, within) };
  const field = (name: string): Field => {
    const property = Object.hasOwn(properties, name) ? properties[name] : true;
    const said = isSchema(property) ? property['description'] : undefined;
    const description = typeof said === 'string' ? said : '';
    return { shape: shapeIn(property, within), isOptional: !required.includes(name), description };
  };
  return { is: 'object', fields: new Map(names.map((name) => [name, field(name)])) };
}

/** By a name, so that a schema may refer to itself, and is not written out wherever it is referred to. */
function referred(reference: string, { root, definitions, part }: Within): Shape {
  const target = targetOf(reference, root);
  // What is nothing but itself says nothing.
  if (target === undefined || (part !== undefined && !definitions.link(part, reference))) return ANYTHING;
  definitions.define(reference, () => shapeIn(target.schema, { root, definitions, part: reference }));
  return { is: 'named', reference };
}

/** By a JSON pointer from the root. Others (`#anchor`, other documents) are not followed. */
function targetOf(reference: string, root: unknown): { schema: unknown } | undefined {
  if (!/^#(\/|$)/.test(reference)) return undefined;
  let found: unknown = root;
  for (const part of decoded(reference).split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name]; // an object that has it
  }
  return { schema: found };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a "%" that encodes nothing
  }
}
