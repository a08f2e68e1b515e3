import type { Facet } from './facets.ts';
import type { FilterObject } from './write-filter.ts';

/** What a filter says of a facet: nothing (`none`), some values, or more than a picker can show (`beyond`). */
export type FacetPick = { state: 'none' | 'beyond' | 'chosen'; values: string[]; paths: string[] };

type Wanted = Pick<Facet, 'paths' | 'known' | 'kinds'>;
type Alternatives = { values: string[]; paths: string[] };

const NONE: FacetPick = { state: 'none', values: [], paths: [] };
const BEYOND: FacetPick = { state: 'beyond', values: [], paths: [] };

function isObject(value: unknown): value is FilterObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The values that a clause lets through, where it is as simple as a picker's: one value, or any of some. Null also
 * where a value would not be written as it was read, such as "5" among numbers.
 */
function valuesIn(operand: unknown, kind: string | undefined): string[] | null {
  const list: unknown[] = Array.isArray(operand) ? operand : [operand];
  if (list.length === 0 || list.some((each) => valueOf(String(each), kind) !== each)) return null;
  return [...new Set(list.map(String))];
}

/** A clause of one facet that is in several places: `{"$or": [{path: values}, {other path: values}]}`. */
function alternativesIn(clause: unknown, facet: Wanted): Alternatives | null {
  if (!isObject(clause) || Object.keys(clause).length !== 1 || !Array.isArray(clause['$or'])) return null;
  const found = clause['$or'].map((each) => {
    const [entry, ...others] = isObject(each) ? Object.entries(each) : [];
    const values =
      entry && others.length === 0 && facet.known.includes(entry[0])
        ? valuesIn(entry[1], facet.kinds.get(entry[0]))
        : null;
    return values && entry ? { path: entry[0], values } : null;
  });
  const [first] = found;
  if (!first) return null;
  const same = JSON.stringify(first.values.toSorted());
  if (!found.every((each) => each && JSON.stringify(each.values.toSorted()) === same)) return null;
  return { values: first.values, paths: found.flatMap((each) => each?.path ?? []) };
}

function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** What a valid filter says of a facet. */
export function readPick(filter: FilterObject, facet: Wanted): FacetPick {
  const direct = facet.known.filter((path) => Object.hasOwn(filter, path));
  const branches = [
    alternativesIn({ $or: filter['$or'] }, facet),
    ...listIn(filter['$and']).map((each) => alternativesIn(each, facet)),
  ].filter((each) => each !== null);
  // Said twice, or in two places that must both hold: no list of values means the same.
  if (direct.length + branches.length > 1) return BEYOND;
  if (branches[0]) return { state: 'chosen', ...branches[0] };
  const [path] = direct;
  if (path === undefined) return NONE;
  const values = valuesIn(filter[path], facet.kinds.get(path));
  return values ? { state: 'chosen', values, paths: [path] } : BEYOND;
}

/** The filter with these values of a facet instead of those it had. Everything else in it stays as it is. */
export function writePick(filter: FilterObject, facet: Wanted, values: readonly string[]): FilterObject {
  const [path, ...others] = facet.paths;
  if (path === undefined) return filter;
  const operand = (at: string) => values.map((value) => valueOf(value, facet.kinds.get(at)));
  // In its place, so that what people have written does not move.
  if (others.length === 0 && values.length > 0 && Object.hasOwn(filter, path))
    return { ...filter, [path]: operand(path) };
  const rest = withoutPick(filter, facet);
  if (values.length === 0) return rest;
  if (others.length === 0) return { ...rest, [path]: operand(path) };
  const either = facet.paths.map((each) => ({ [each]: operand(each) }));
  if (!Object.hasOwn(rest, '$or')) return { ...rest, $or: either };
  return { ...rest, $and: [...listIn(rest['$and']), { $or: either }] };
}

function withoutPick(filter: FilterObject, facet: Wanted): FilterObject {
  const rest = { ...filter };
  for (const path of facet.known) delete rest[path];
  if (alternativesIn({ $or: filter['$or'] }, facet)) delete rest['$or'];
  if (Array.isArray(filter['$and'])) {
    const kept = filter['$and'].filter((each) => alternativesIn(each, facet) === null);
    if (kept.length > 0) rest['$and'] = kept;
    else delete rest['$and'];
  }
  return rest;
}

function valueOf(text: string, kind: string | undefined): unknown {
  if (kind === 'number' && text !== '' && Number.isFinite(Number(text))) return Number(text);
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** The clauses that no picker shows, by the name that each stands under. */
export function clausesBeyond(filter: FilterObject, facets: readonly Facet[]): string[] {
  const shown = facets.filter((facet) => readPick(filter, facet).state === 'chosen');
  return Object.keys(shown.reduce<FilterObject>(withoutPick, filter));
}

/** The selected types whose events never pass, since they have nothing where the filter looks for the facet. */
export function typesLeftOut(facet: Facet, pick: FacetPick): string[] {
  if (pick.state !== 'chosen') return [];
  return [...facet.types].flatMap(([path, types]) =>
    path !== null && pick.paths.includes(path) ? [] : types,
  );
}
