import { isDeepStrictEqual } from 'node:util';
import { pointer } from '@tidings/kernel';
import type { SchemaChange } from '../schema.ts';
import { compareAnnotations, compareConstraints, compareTypes, compareValues } from './compare-keywords.ts';
import { asSchema, compareReferences, follow, hasReference } from './references.ts';

/** A difference, and the place of the newer schema (a JSON pointer into it) that makes it. */
export type SchemaDifference = SchemaChange & { at: string };
/** A JSON Schema as an object; the schemas `true` and `false` are `{}` and `{ not: {} }`. */
export type Schema = Record<string, unknown>;
/** What one keyword, or a group of them, says of the difference between two schemas of the same value. */
export type Finding = Pick<SchemaChange, 'text' | 'breaking'> & { keyword?: string };

/**
 * What a publisher or a receiver who knows `older` has to learn of `newer`: JSON Schemas 2020-12 of the same data, with
 * references inside themselves. A difference is breaking if data that was accepted may be refused now, or if
 * a field that a receiver could rely on may be absent or of another kind. Keywords that combine schemas (`anyOf`, `if`, …)
 * are equal or breaking: nobody can tell in general. In the order of the newer schema, what was removed last.
 */
export function compareSchemas(older: Schema, newer: Schema): SchemaDifference[] {
  const comparison: Comparison = { older, newer, found: [], followed: new Set() };
  compare(comparison, { older, newer, path: [], at: [] });
  return comparison.found;
}

type Comparison = { older: Schema; newer: Schema; found: SchemaDifference[]; followed: Set<string> };
type Place = { older: unknown; newer: unknown; path: string[]; at: string[] };

function compare(all: Comparison, place: Place): void {
  const older = follow(all.older, place.older);
  const newer = follow(all.newer, place.newer);
  if (older.isReference || newer.isReference) {
    // A schema that refers to itself is compared once: below, everything is the same again. As both are written, since what
    // stands beside a reference, or in its place, may be another thing elsewhere.
    const pair = JSON.stringify([written(place.older), written(place.newer)]);
    if (all.followed.has(pair)) return;
    all.followed.add(pair);
  } else if (isDeepStrictEqual(older.schema, newer.schema) && !hasReference(older.schema)) return;
  const here = { ...place, older: older.schema, newer: newer.schema };
  for (const finding of [
    ...compareTypes(older.schema, newer.schema),
    ...compareValues(older.schema, newer.schema),
    ...compareConstraints(older.schema, newer.schema),
    ...compareReferences(all, older.schema, newer.schema),
    ...compareAnnotations(older.schema, newer.schema),
  ]) {
    note(all, here, { change: 'changed', ...finding });
  }
  compareProperties(all, here);
  compareElements(all, here, 'items');
  compareElements(all, here, 'additionalProperties');
}

/** A schema without what only others refer to. */
function written(given: unknown): Schema {
  const { $defs: _, definitions: __, ...rest } = asSchema(given);
  return rest;
}

type Node = { older: Schema; newer: Schema; path: string[]; at: string[] };

function compareProperties(all: Comparison, { older, newer, path, at }: Node): void {
  const before = asSchema(older['properties']);
  const after = asSchema(newer['properties']);
  const wasRequired = new Set(namesIn(older['required']));
  const isRequired = new Set(namesIn(newer['required']));
  const names = [...Object.keys(after), ...isRequired, ...Object.keys(before), ...wasRequired];
  for (const name of new Set(names)) {
    const field = { path: [...path, name], at: [...at, 'properties', name] };
    const known = Object.hasOwn(before, name) || wasRequired.has(name);
    const stays = Object.hasOwn(after, name) || isRequired.has(name);
    if (!known) {
      const required = isRequired.has(name);
      note(all, field, {
        change: 'added',
        text: required ? 'New, and required.' : 'New, and optional.',
        breaking: required,
      });
    } else if (!stays) {
      note(
        all,
        { ...field, at: [...at, 'properties'] },
        { change: 'removed', text: 'Removed.', breaking: true },
      );
    } else {
      if (wasRequired.has(name) !== isRequired.has(name)) {
        const text = isRequired.has(name) ? 'Was optional, is required.' : 'Was required, is optional.';
        note(all, { ...field, at: [...at, 'required'] }, { change: 'changed', text, breaking: true });
      }
      compare(all, { ...field, older: before[name] ?? true, newer: after[name] ?? true });
    }
  }
}

/** Schemas of what has no name of its own: elements of a list, fields beyond those that are listed. */
function compareElements(all: Comparison, { older, newer, path, at }: Node, keyword: string): void {
  const before = older[keyword] ?? true;
  const after = newer[keyword] ?? true;
  if (isDeepStrictEqual(before, after) && !hasReference(before)) return;
  const inner = { path: [...path, '*'], at: [...at, keyword] };
  const what = keyword === 'items' ? 'elements' : 'further fields';
  if (after === false)
    note(all, inner, { change: 'changed', text: `There may be no ${what}.`, breaking: true });
  else if (before === false)
    note(all, inner, { change: 'changed', text: `There may be ${what}.`, breaking: false });
  else compare(all, { ...inner, older: before, newer: after });
}

function note(
  all: Comparison,
  { path, at }: Pick<Node, 'path' | 'at'>,
  { keyword, ...found }: Omit<Finding, 'path'> & Pick<SchemaChange, 'change'>,
): void {
  all.found.push({
    path: pointer(path),
    ...found,
    at: pointer(keyword === undefined ? at : [...at, keyword]),
  });
}

function namesIn(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((each): each is string => typeof each === 'string') : [];
}
