/** Objects inside each other, the filter itself and lists that are values included. */
export const FILTER_LEVELS_LIMIT = 20;
/** Keys of all objects together. */
export const FILTER_KEYS_LIMIT = 200;
/** Nobody reads beyond these. */
const FAULTS_SHOWN = 20;

/** What is wrong at one place of a filter; `path` starts at the filter. */
export type FilterFault = { path: (string | number)[]; message: string };

/** Where a value stands, and how many levels deep it is. */
export type Place = { path: FilterFault['path']; level: number };

export function below({ path, level }: Place, key: string | number): Place {
  return { path: [...path, key], level };
}

export function deeper({ path, level }: Place): Place {
  return { path, level: level + 1 };
}

/** The reading of one filter: its faults so far, and the limits, at the first of which it ends. */
export class Reading {
  readonly faults: FilterFault[] = [];
  #keys = 0;
  #hasEnded = false;

  fault({ path }: Place, message: string): void {
    if (this.#hasEnded) return;
    this.faults.push({ path, message });
    if (this.faults.length === FAULTS_SHOWN) this.#hasEnded = true;
  }

  /** The entries of an object, counted; none of them once a limit is passed. */
  entries(object: object, place: Place): [string, unknown][] {
    if (!this.reaches(place)) return [];
    const entries = Object.entries(object);
    const tooMany = entries[FILTER_KEYS_LIMIT - this.#keys];
    if (tooMany === undefined) {
      this.#keys += entries.length;
      return entries;
    }
    this.#end(below(place, tooMany[0]), `A filter has at most ${FILTER_KEYS_LIMIT} keys in all.`);
    return [];
  }

  /** What `read` makes of each item, until a limit is passed. */
  items<Item>(list: unknown[], place: Place, read: (value: unknown, place: Place) => Item): Item[] {
    const items: Item[] = [];
    for (const [index, value] of list.entries()) {
      if (this.#hasEnded) break;
      items.push(read(value, below(place, index)));
    }
    return items;
  }

  /** Whether what stands here may be read. */
  reaches(place: Place): boolean {
    if (!this.#hasEnded && place.level > FILTER_LEVELS_LIMIT) {
      this.#end(place, `A filter is at most ${FILTER_LEVELS_LIMIT} levels deep.`);
    }
    return !this.#hasEnded;
  }

  #end(place: Place, message: string): void {
    this.fault(place, message);
    this.#hasEnded = true;
  }
}
