import type { Field, Shape } from './shape.ts';

const quoted = (text: string) =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

/** A value as TypeScript: JSON is, but for two line ends and `__proto__`. */
export function literalText(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(literalText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, each]) => `${keyText(name)}: ${literalText(each)}`);
  return `{ ${fields.join(', ')} }`;
}

/** In an object: `__proto__` by itself would be its prototype. */
function keyText(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}

/** A doc comment, whatever its text contains. */
export function comment(text: string, indent: string): string {
  if (text === '') return '';
  return `${indent}/** ${text.replaceAll('*/', '*∕').replaceAll(/\s+/g, ' ')} */\n`;
}

/** What a definition is called in the file. */
export type NameOf = (reference: string) => string;

/** The TypeScript type of a shape. Lists are read-only: an event is a fact. */
export function typeText(shape: Shape, nameOf: NameOf, indent = ''): string {
  switch (shape.is) {
    case 'anything':
      return 'unknown';
    case 'nothing':
      return 'never';
    case 'integer':
      return 'number';
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return shape.is;
    case 'literal':
      return literalText(shape.value);
    case 'named':
      return nameOf(shape.reference);
    case 'dictionary':
      return `{ readonly [name: string]: ${typeText(shape.of, nameOf, indent)} }`;
    case 'list':
      return `readonly (${typeText(shape.of, nameOf, indent)})[]`;
    case 'oneOf':
      return shape.of.length === 0
        ? 'never'
        : shape.of.map((each) => `(${typeText(each, nameOf, indent)})`).join(' | ');
    case 'allOf':
      return shape.of.map((each) => `(${typeText(each, nameOf, indent)})`).join(' & ');
    case 'object': {
      const inner = `${indent}  `;
      const field = ([name, { shape: of, isOptional, description }]: [string, Field]) =>
        `${comment(description, inner)}${inner}${keyText(name)}${isOptional ? '?' : ''}: ${typeText(of, nameOf, inner)};\n`;
      return `{\n${[...shape.fields].map(field).join('')}${indent}}`;
    }
    default:
      return shape satisfies never;
  }
}

/** An expression of the checks in checks-text.ts that says the same at run time. */
export function checkText(shape: Shape, nameOf: NameOf, indent = ''): string {
  switch (shape.is) {
    case 'anything':
    case 'nothing':
    case 'integer':
    case 'string':
    case 'number':
    case 'boolean':
      return `is.${shape.is}`;
    case 'null':
      return 'is.literal(null)';
    case 'literal':
      return `is.literal(${literalText(shape.value)})`;
    case 'named':
      return `checkOf${nameOf(shape.reference)}`;
    case 'dictionary':
      return `is.dictionary(${checkText(shape.of, nameOf, indent)})`;
    case 'list':
      return `is.list(${checkText(shape.of, nameOf, indent)})`;
    case 'oneOf':
    case 'allOf':
      return `is.${shape.is}(${shape.of.map((each) => checkText(each, nameOf, indent)).join(', ')})`;
    case 'object': {
      const inner = `${indent}  `;
      const field = ([name, { shape: of, isOptional }]: [string, Field]) => {
        const check = checkText(of, nameOf, inner);
        return `${inner}${keyText(name)}: ${isOptional ? `is.optional(${check})` : check},\n`;
      };
      return `is.object({\n${[...shape.fields].map(field).join('')}${indent}})`;
    }
    default:
      return shape satisfies never;
  }
}
