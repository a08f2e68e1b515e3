import { isDeepStrictEqual } from 'node:util';
import { ANNOTATIONS, bare } from './compare-keywords.ts';
import type { Finding, Schema } from './compare-schemas.ts';

/** These are gone into, so that what they refer to is compared where it stands. */
const GONE_INTO = new Set(['properties', 'items', 'additionalProperties', '$defs', 'definitions', '$ref']);

/** The schema itself, or what its `$ref` leads to inside the same document, with what stands beside the `$ref`. */
export function follow(root: Schema, given: unknown): { schema: Schema; isReference: boolean } {
  let schema = asSchema(given);
  let isReference = false;
  // A chain of references that leads nowhere ends: a schema that compiles has none longer than itself.
  for (let steps = 0; isLocal(schema['$ref']) && steps < 32; steps += 1) {
    const { $ref, ...beside } = schema;
    isReference = true;
    schema = both(asSchema(targetOf(root, $ref)), beside);
  }
  return { schema, isReference };
}

/** What has to satisfy two schemas: a keyword that both have counts twice, and must not hide the other. */
function both(target: Schema, beside: Schema): Schema {
  const twice = Object.keys(beside).filter(
    (keyword) =>
      Object.hasOwn(target, keyword) &&
      !ANNOTATIONS.includes(keyword) &&
      !isDeepStrictEqual(target[keyword], beside[keyword]),
  );
  if (twice.length === 0) return { ...target, ...beside };
  const hidden = Object.fromEntries(twice.map((keyword) => [keyword, beside[keyword]]));
  const known: unknown[] = Array.isArray(target['allOf']) ? target['allOf'] : [];
  return { ...beside, ...target, allOf: [...known, hidden] };
}

/**
 * Keywords that combine schemas and say the same as before, while what they refer to does not: nobody can tell in general
 * what such a change accepts.
 */
export function compareReferences(
  roots: { older: Schema; newer: Schema },
  older: Schema,
  newer: Schema,
): Finding[] {
  return Object.keys(newer)
    .filter((keyword) => !GONE_INTO.has(keyword) && hasReference(newer[keyword]))
    .filter((keyword) => isDeepStrictEqual(bare(older[keyword]), bare(newer[keyword])))
    .filter(
      (keyword) =>
        !isDeepStrictEqual(targetsIn(roots.older, older[keyword]), targetsIn(roots.newer, newer[keyword])),
    )
    .map((keyword) => ({ keyword, text: `What ${keyword} refers to changed.`, breaking: true }));
}

/** Every schema that a value refers to, over as many steps as it takes, by its reference. */
function targetsIn(root: Schema, value: unknown): Map<string, unknown> {
  const targets = new Map<string, unknown>();
  const visit = (each: unknown): void => {
    if (typeof each !== 'object' || each === null) return;
    if ('$ref' in each && isLocal(each.$ref) && !targets.has(each.$ref)) {
      const target = targetOf(root, each.$ref);
      targets.set(each.$ref, bare(target));
      visit(target);
    }
    Object.values(each).forEach(visit);
  };
  visit(value);
  return targets;
}

function targetOf(root: Schema, reference: string): unknown {
  return reference
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((at, segment) => asSchema(at)[segment], root);
}

function isLocal(reference: unknown): reference is string {
  return typeof reference === 'string' && (reference === '#' || reference.startsWith('#/'));
}

export function hasReference(schema: unknown): boolean {
  return schema !== undefined && JSON.stringify(schema).includes('"$ref"');
}

export function asSchema(given: unknown): Schema {
  if (given === false) return { not: {} };
  if (typeof given !== 'object' || given === null) return {};
  return given as Schema; // an object, whose values are taken as unknown
}
