import type { Shape } from './shape.ts';

/** The parts of one schema that others refer to, each with its shape, in the order in which they were met. */
export class Definitions {
  /** Undefined while its shape is being found: it may refer to itself. */
  readonly #shapes = new Map<string, Shape | undefined>();
  /** What each is made of, with no object and no list between. */
  readonly #parts = new Map<string, Set<string>>();

  /** Finds the shape of what is referred to, once. */
  define(reference: string, find: () => Shape): void {
    if (this.#shapes.has(reference)) return;
    this.#shapes.set(reference, undefined);
    this.#shapes.set(reference, find());
  }

  /** Notes that one is part of another. @returns false where it would be part of itself: no type can say that. */
  link(whole: string, part: string): boolean {
    if (this.#consistsOf(part, whole)) return false;
    const parts = this.#parts.get(whole) ?? new Set();
    this.#parts.set(whole, parts.add(part));
    return true;
  }

  #consistsOf(whole: string, part: string): boolean {
    return whole === part || [...(this.#parts.get(whole) ?? [])].some((each) => this.#consistsOf(each, part));
  }

  /** Those that a shape needs, directly or not: what is anything after all needs nothing of it. */
  neededBy(shape: Shape): [reference: string, shape: Shape][] {
    const needed = new Set<string>();
    const walk = (each: Shape | undefined) => {
      if (each?.is === 'named' && !needed.has(each.reference)) {
        needed.add(each.reference);
        walk(this.#shapes.get(each.reference));
      } else if (each?.is === 'object') for (const field of each.fields.values()) walk(field.shape);
      else if (each && 'of' in each) for (const part of [each.of].flat()) walk(part);
    };
    walk(shape);
    return [...this.#shapes].flatMap(([reference, found]): [string, Shape][] =>
      found && needed.has(reference) ? [[reference, found]] : [],
    );
  }
}
