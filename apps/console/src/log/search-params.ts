/*
 * What stands in a URL is read by every route before anything is shown. That is why this is no schema: the library for
 * these, and the modules' schemas with it, are a fifth of what the first page would have to load.
 */

/** Reads one parameter: undefined where what is given is none of what is expected. */
type Read<Value> = (given: unknown) => Value | undefined;
type Reads = Record<string, Read<unknown>>;
type SearchOf<Each extends Reads> = { [Name in keyof Each]?: ReturnType<Each[Name]> };

interface SearchParams<Each extends Reads> {
  readonly each: Each;
  /** What can be read; what cannot is undefined, as if a link had not had it. */
  parse(given: Record<string, unknown>): SearchOf<Each>;
  extend<More extends Reads>(more: More): SearchParams<Each & More>;
}

/** What {@link SearchParams} read. */
export type Search<Params extends { parse: (given: Record<string, unknown>) => unknown }> = ReturnType<
  Params['parse']
>;

export function searchParams<Each extends Reads>(each: Each): SearchParams<Each> {
  return {
    each,
    parse: (given) => {
      const found = Object.entries(each).flatMap(([name, read]) =>
        Object.hasOwn(given, name) ? [[name, read(given[name])]] : [],
      );
      return Object.fromEntries(found) as SearchOf<Each>; // each was read by its own function
    },
    extend: (more) => searchParams({ ...each, ...more }),
  };
}

/** `email.opened`, `email.*` or `*`; of anything else a log could only say that it is none. */
export const EVENT_TYPES = /^(?:\*|(?:[a-z][a-z0-9_]*\.)+(?:\*|[a-z][a-z0-9_]*))$/;

/** Text of `most` characters at most. What the router took for something else, such as `?q=123`, is text here. */
export function words(most: number): Read<string> {
  return (given) => {
    const isPlain = ['string', 'number', 'boolean'].includes(typeof given);
    const text = isPlain ? String(given) : undefined;
    return text !== undefined && text.length <= most ? text : undefined;
  };
}

/** Text as {@link words} reads it, that looks like this. */
export function like(form: RegExp): Read<string> {
  return (given) => {
    const text = words(1_000)(given);
    return text !== undefined && form.test(text) ? text : undefined;
  };
}

export function oneOf<const Value extends string | boolean>(values: readonly Value[]): Read<Value> {
  return (given) => values.find((value) => value === given);
}
