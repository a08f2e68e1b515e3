import type { Segment } from './filter.ts';
import { isObject } from './is-object.ts';
import type { Looks } from './looks.ts';

/** What a path finds where it leads through arrays: each value once. */
export class Several {
  readonly values: unknown[];
  constructor(values: unknown[]) {
    this.values = values;
  }
}

/**
 * What a path finds in data, as MongoDB looks: through an array to the fields of its objects, and where a name is a
 * number, also to the item at that place. Of lists directly inside lists only the items at a place are seen.
 * @returns undefined where there is nothing.
 */
export function valuesAt(data: unknown, segments: Segment[], looks: Looks): unknown {
  let at = data;
  // No iterator: this runs for every clause of every filter, inside the publishers' transaction.
  for (let place = 0; place < segments.length; place += 1) {
    if (typeof at !== 'object' || at === null) return undefined;
    if (Array.isArray(at)) return throughArrays(at, segments.slice(place), looks);
    at = fieldOf(at as Record<string, unknown>, segments[place] as Segment); // an object, and within bounds
  }
  return at;
}

/**
 * One step at a time from all that the steps before have reached, each only once. A path of numbers can reach the
 * same value in two ways at every step, so that following each way by itself would take forever.
 */
function throughArrays(array: unknown[], segments: Segment[], looks: Looks): Several | undefined {
  let reached = new Set<unknown>([array]);
  for (const segment of segments) {
    const next = new Set<unknown>();
    looks.take(reached.size);
    for (const each of reached) {
      if (isObject(each)) next.add(fieldOf(each, segment));
      if (!Array.isArray(each)) continue;
      looks.take(each.length);
      if (segment.index !== undefined) next.add(each[segment.index]);
      for (const item of each) if (isObject(item)) next.add(fieldOf(item, segment));
    }
    next.delete(undefined);
    if (next.size === 0) return undefined;
    reached = next;
  }
  return new Several([...reached]);
}

/** Asking whether a field is an object's own takes longer than all the rest, and only few names need it. */
function fieldOf(value: Record<string, unknown>, { name, isInherited }: Segment): unknown {
  return isInherited && !Object.hasOwn(value, name) ? undefined : value[name];
}
