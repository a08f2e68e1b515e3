import { isDeepStrictEqual } from 'node:util';
import type { Finding, Schema } from './compare-schemas.ts';

/** Larger is looser. */
const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties', 'maxContains'];
/** Smaller is looser. */
const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'minContains'];
/** Equal or not: dropping them accepts more, anything else may accept less. */
const EXACT = (
  'format pattern multipleOf uniqueItems contentEncoding contentMediaType ' +
  'allOf anyOf oneOf not if then ' +
  'else contains prefixItems patternProperties propertyNames dependentRequired ' +
  'dependentSchemas unevaluatedItems unevaluatedProperties $dynamicRef contentSchema'
).split(' ');
/** These decide which of several schemas holds, so that dropping one can accept less, or something else. */
const CHOICES = new Set(['if', 'then', 'else', 'contains', 'oneOf', 'anyOf', '$dynamicRef', 'allOf']);
export const ANNOTATIONS = ['title', 'description', 'examples', 'default', 'deprecated', '$comment'];
const ANNOTATION = new Set([...ANNOTATIONS, 'readOnly', 'writeOnly']);

/** Any change of type breaks: a narrower one refuses what was accepted, a wider one surprises who reads. */
export function compareTypes(older: Schema, newer: Schema): Finding[] {
  const before = typesOf(older);
  const after = typesOf(newer);
  if (before === after) return [];
  return [{ keyword: 'type', text: `The type was ${before} and is ${after}.`, breaking: true }];
}

function typesOf({ type }: Schema): string {
  if (Array.isArray(type)) return type.map(String).toSorted().join(' or ');
  return typeof type === 'string' ? type : 'any';
}

/** `enum` and `const`: what is allowed no longer breaks, what is allowed besides does not. */
export function compareValues(older: Schema, newer: Schema): Finding[] {
  const before = valuesOf(older);
  const after = valuesOf(newer);
  const keyword = 'const' in newer ? 'const' : 'enum';
  if (!before && !after) return [];
  if (!before) return [{ keyword, text: `Only ${shown(after)} allowed now.`, breaking: true }];
  if (!after) return [{ text: `Not only ${shown(before)} allowed now.`, breaking: false }];
  const gone = before.filter((value) => !after.some((other) => isDeepStrictEqual(value, other)));
  const fresh = after.filter((value) => !before.some((other) => isDeepStrictEqual(value, other)));
  return [
    ...(gone.length > 0 ? [{ keyword, text: `No longer ${shown(gone)} allowed.`, breaking: true }] : []),
    ...(fresh.length > 0 ? [{ keyword, text: `Also ${shown(fresh)} allowed now.`, breaking: false }] : []),
  ];
}

/** Where both stand, a value has to satisfy both. */
function valuesOf(schema: Schema): unknown[] | undefined {
  const listed: unknown[] | undefined = Array.isArray(schema['enum']) ? schema['enum'] : undefined;
  if (!('const' in schema)) return listed;
  const only = schema['const'];
  return !listed || listed.some((value) => isDeepStrictEqual(value, only)) ? [only] : [];
}

function shown(values: unknown[] = []): string {
  if (values.length === 0) return 'nothing is';
  const texts = values.slice(0, 10).map((value) => JSON.stringify(value).slice(0, 100));
  const more = values.length > texts.length ? ` and ${values.length - texts.length} more` : '';
  return `${texts.join(', ')}${more} ${values.length === 1 ? 'is' : 'are'}`;
}

/** Limits, formats, and everything else that accepts or refuses. */
export function compareConstraints(older: Schema, newer: Schema): Finding[] {
  return [
    ...UPPER.flatMap((keyword) => limit(keyword, older, newer, (before, after) => after < before)),
    ...LOWER.flatMap((keyword) => limit(keyword, older, newer, (before, after) => after > before)),
    ...EXACT.flatMap((keyword) => exact(keyword, older, newer)),
  ];
}

function limit(
  keyword: string,
  older: Schema,
  newer: Schema,
  isTighter: (before: number, after: number) => boolean,
): Finding[] {
  const before = older[keyword];
  const after = newer[keyword];
  if (before === after) return [];
  if (typeof after !== 'number')
    return [{ text: `${keyword} was ${String(before)} and is gone.`, breaking: false }];
  if (typeof before !== 'number') return [{ keyword, text: `${keyword} is ${after} now.`, breaking: true }];
  return [{ keyword, text: `${keyword} was ${before} and is ${after}.`, breaking: isTighter(before, after) }];
}

function exact(keyword: string, older: Schema, newer: Schema): Finding[] {
  const before = bare(older[keyword]);
  const after = bare(newer[keyword]);
  if (isDeepStrictEqual(before, after)) return [];
  if (after === undefined) return [{ text: `${keyword} is gone.`, breaking: CHOICES.has(keyword) }];
  const isText = typeof before === 'string' && typeof after === 'string';
  const values = isText ? ` from ${before} to ${after}` : '';
  return [
    {
      keyword,
      text: before === undefined ? `${keyword} is new.` : `${keyword} changed${values}.`,
      breaking: true,
    },
  ];
}

/** A schema without what it only says. Names of fields that happen to be called like an annotation stay. */
export function bare(value: unknown, isMap = false): unknown {
  if (Array.isArray(value)) return value.map((each) => bare(each));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => isMap || !ANNOTATION.has(key));
  const maps = ['properties', 'patternProperties', 'dependentSchemas', '$defs'];
  return Object.fromEntries(kept.map(([key, each]) => [key, bare(each, !isMap && maps.includes(key))]));
}

export function compareAnnotations(older: Schema, newer: Schema): Finding[] {
  const isSame = ANNOTATIONS.every((keyword) => isDeepStrictEqual(older[keyword], newer[keyword]));
  return isSame ? [] : [{ text: 'Described in other words.', breaking: false }];
}
