import { z } from 'zod';
import type { World } from './world.ts';

type JsonSchema = {
  properties?: Record<string, JsonSchema>;
  anyOf?: JsonSchema[];
  pattern?: string;
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
};

/** Fields that take an id, or find by one, and are no TypeID by their schema: they are people's, or free text. */
const LOOSE: Record<string, Record<string, string>> = {
  'audit.list': { subject: 'wh', actor: 'usr' },
  'deliveries.list': { q: 'del' },
  'events.list': { q: 'evt' },
  'webhooks.list': { created_by_id: 'app' },
};

/** Fields in which an id of somebody else's is nothing strange, and why. */
const STRANGE: Record<string, string> = {
  'events.publish.id': 'the publisher gives it to a new event, and two accounts may give the same',
  'session.switchAccount.account_id': 'a person may be a member of both',
};

/**
 * Fields of an input that take the id of something, by the prefix of what: as its schema says, required or not, and as its
 * example uses them.
 */
export function idFieldsOf(
  name: string,
  input: unknown,
  example: Record<string, unknown>,
  ids: World['ids'],
) {
  const prefixes = new Map(Object.entries(ids).map(([prefix, id]): [unknown, string] => [id, prefix]));
  const found = new Map(Object.entries(LOOSE[name] ?? {}));
  for (const [field, value] of Object.entries(example)) {
    const prefix = prefixes.get(value);
    if (prefix !== undefined) found.set(field, prefix);
  }
  for (const [field, prefix] of typed(input)) found.set(field, prefix);
  return [...found].filter(([field]) => !(`${name}.${field}` in STRANGE));
}

function typed(input: unknown): [field: string, prefix: string][] {
  if (!(input instanceof z.ZodType)) return [];
  // A subset of what it may hold, as zod writes it.
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  // One that has a name in the OpenAPI document is only referred to.
  const named = schema.$defs?.[schema.$ref?.replace('#/$defs/', '') ?? ''];
  const { properties = {} } = named ?? schema;
  return Object.entries(properties).flatMap(([field, value]) => {
    const prefix = prefixOf(value);
    return prefix === undefined ? [] : [[field, prefix] satisfies [string, string]];
  });
}

/** Of a TypeID, as `typeId` in kernel/schema writes its pattern. */
function prefixOf({ pattern, anyOf = [] }: JsonSchema): string | undefined {
  const own = /^\^([a-z]+)_\[0-7\]/.exec(pattern ?? '')?.[1];
  return own ?? anyOf.map(prefixOf).find((each) => each !== undefined);
}
