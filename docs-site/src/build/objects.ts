import type { EventType, JsonSchema } from './event-type';

/** What an event is about, as every type that is about it shows it. */
export interface ObjectPage {
  name: string;
  types: EventType[];
  /** All its fields; those that only some types have say so. */
  schema: JsonSchema;
  example: unknown;
}

/** Objects that have a page: the type itself says what stands under `data.object`. */
export function objectNames(catalog: EventType[]): string[] {
  const names = catalog.flatMap((type) => type.objects.filter((name) => objectSchema(type, name)));
  return [...new Set(names)];
}

export function objectPages(catalog: EventType[]): ObjectPage[] {
  return objectNames(catalog).map((name) => {
    const types = catalog.filter((type) => type.objects.includes(name) && objectSchema(type, name));
    return { name, types, schema: merged(types, name), example: plainestExample(types, name) };
  });
}

/** The schema of `data.object` in the newest version, where it is an object of this name. */
function objectSchema(type: EventType, name: string): JsonSchema | undefined {
  const schema = type.versions[0]?.schema.properties?.['object'];
  return schema?.properties?.['object']?.const === name ? schema : undefined;
}

function merged(types: EventType[], name: string): JsonSchema {
  const holders = new Map<string, { schema: JsonSchema; types: string[] }>();
  for (const type of types) {
    for (const [field, schema] of Object.entries(objectSchema(type, name)?.properties ?? {})) {
      const known = holders.get(field) ?? { schema, types: [] };
      holders.set(field, { ...known, types: [...known.types, type.name] });
    }
  }
  const properties = [...holders].map(([field, { schema, types: having }]): [string, JsonSchema] => {
    if (having.length === types.length) return [field, schema];
    const only = `Only in ${having.map((each) => `\`${each}\``).join(', ')}.`;
    return [field, { ...schema, description: `${schema.description ?? ''} ${only}`.trim() }];
  });
  const required = types.map((type) => new Set(objectSchema(type, name)?.required ?? []));
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: [...holders.keys()].filter((field) => required.every((names) => names.has(field))),
  };
}

/** The one with the fewest fields that only some types have; of several such the one that shows the most. */
function plainestExample(types: EventType[], name: string): unknown {
  const fieldsOf = (type: EventType) => Object.keys(objectSchema(type, name)?.properties ?? {});
  const shared = new Set(
    types.flatMap(fieldsOf).filter((field) => types.every((type) => fieldsOf(type).includes(field))),
  );
  const examples = types.map((type) => Object(type.versions[0]?.example['object']) as object);
  const own = (example: object) => Object.keys(example).filter((field) => !shared.has(field)).length;
  return examples.toSorted((a, b) => own(a) - own(b) || Object.keys(b).length - Object.keys(a).length)[0];
}
