/** A field of an event's data, as the reference lists it. */
export interface SchemaRow {
  /** `object.items[].sku` */
  path: string;
  /** How many objects and lists it is in. */
  depth: number;
  name: string;
  /** "text", "list of objects", "number or null" */
  type: string;
  required: boolean;
  description: string;
  /** What else its schema asks for: "one of paid, refunded", "at most 64 characters". */
  rules: string[];
}

type Schema = Record<string, unknown>;
const DEPTH_LIMIT = 12;

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}

/** What `$ref` leads to inside the same schema, with what stands beside it. */
function follow(root: Schema, given: unknown): Schema {
  let schema = asSchema(given);
  for (let steps = 0; typeof schema['$ref'] === 'string' && steps < DEPTH_LIMIT; steps += 1) {
    const { $ref, ...beside } = schema;
    const target = $ref
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>((at, part) => asSchema(at)[part], root);
    schema = { ...asSchema(target), ...beside };
  }
  return schema;
}

const TYPE_WORDS: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'object',
  array: 'list',
  null: 'null',
};
const FORMATS: Record<string, string> = {
  'date-time': 'date and time',
  date: 'date',
  email: 'e-mail address',
  uri: 'URL',
  uuid: 'UUID',
};

function typeWords(root: Schema, schema: Schema): string {
  const branches = [schema['anyOf'], schema['oneOf']].find(Array.isArray);
  const types = [schema['type']].flat().filter((each) => typeof each === 'string');
  if (types.length === 0 && branches)
    return [...new Set(branches.map((each) => typeWords(root, follow(root, each))))].join(' or ');
  const words = types.map((type) => {
    if (type === 'string') return FORMATS[String(schema['format'])] ?? 'text';
    if (type !== 'array') return TYPE_WORDS[type] ?? type;
    const item = typeWords(root, follow(root, schema['items']));
    return item === 'anything' ? 'list' : `list of ${LISTED[item] ?? item}`;
  });
  return words.join(' or ') || ('const' in schema || 'enum' in schema ? 'value' : 'anything');
}

const LISTED: Record<string, string> = {
  text: 'texts',
  object: 'objects',
  number: 'numbers',
  'whole number': 'whole numbers',
};

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function rulesOf(schema: Schema): string[] {
  const rule = (keyword: string, words: (value: string) => string) =>
    schema[keyword] === undefined ? [] : [words(textOf(schema[keyword]))];
  const values = Array.isArray(schema['enum']) ? schema['enum'] : null;
  return [
    ...(values ? [`one of ${values.map((each) => JSON.stringify(each)).join(', ')}`] : []),
    ...('const' in schema ? [`always ${JSON.stringify(schema['const'])}`] : []),
    ...rule('minimum', (value) => `at least ${value}`),
    ...rule('maximum', (value) => `at most ${value}`),
    ...rule('exclusiveMinimum', (value) => `more than ${value}`),
    ...rule('exclusiveMaximum', (value) => `less than ${value}`),
    ...rule('maxLength', (value) => `at most ${value} ${value === '1' ? 'character' : 'characters'}`),
    ...rule('pattern', (value) => `like ${value}`),
    ...rule('minItems', (value) => `at least ${value} ${value === '1' ? 'element' : 'elements'}`),
    ...rule('maxItems', (value) => `at most ${value} ${value === '1' ? 'element' : 'elements'}`),
  ];
}

/** The fields of a JSON Schema of `data`, each object's before those of the next. A schema inside itself ends there. */
export function schemaRows(schema: unknown): SchemaRow[] {
  const root = asSchema(schema);
  return fieldsOf(follow(root, root), '', 0, []);

  function fieldsOf(object: Schema, path: string, depth: number, above: Schema[]): SchemaRow[] {
    if (depth > DEPTH_LIMIT) return [];
    const required = Array.isArray(object['required']) ? object['required'] : [];
    return Object.entries(asSchema(object['properties'])).flatMap(([name, given]) => {
      const field = follow(root, given);
      const at = path ? `${path}.${name}` : name;
      const type = typeWords(root, field);
      const { description } = field;
      const row: SchemaRow = {
        path: at,
        depth,
        name,
        type,
        required: required.includes(name),
        description: typeof description === 'string' ? description : '',
        rules: rulesOf(field),
      };
      return [row, ...inside(field, at, depth + 1, above)];
    });
  }

  function inside(field: Schema, path: string, depth: number, above: Schema[]): SchemaRow[] {
    const properties = asSchema(field['properties']);
    if (above.includes(properties)) return [];
    const items = field['items'] === undefined ? null : follow(root, field['items']);
    return [
      ...fieldsOf(field, path, depth, [...above, properties]),
      ...(items ? inside(items, `${path}[]`, depth, [...above, properties]) : []),
    ];
  }
}
