import type { Segment } from './filter.ts';
import { isObject } from './is-object.ts';

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
export function valuesAt(data: unknown, segments: Segment[]): unknown {
  let at = data;
  for (const [place, { name }] of segments.entries()) {
    if (Array.isArray(at)) return throughArrays(at, segments.slice(place));
    at = fieldOf(at, name);
    if (at === undefined) return undefined;
  }
  return at;
}

/**
 * One step at a time from all that the steps before have reached, each only once. A path of numbers can reach the
 * same value in two ways at every step, so that following each way by itself would take forever.
 */
function throughArrays(array: unknown[], segments: Segment[]): Several | undefined {
  let reached = new Set<unknown>([array]);
  for (const { name, index } of segments) {
    const next = new Set<unknown>();
    for (const each of reached) {
      if (!Array.isArray(each)) next.add(fieldOf(each, name));
      else {
        if (index !== undefined) next.add(each[index]);
        for (const item of each) if (isObject(item)) next.add(fieldOf(item, name));
      }
    }
    next.delete(undefined);
    if (next.size === 0) return undefined;
    reached = next;
  }
  return new Several([...reached]);
}

function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
