import { registerHooks } from 'node:module';

/** A change of the product's source text, made as it is loaded. */
export type Edit = { file: string; find: string; replace: string };

/**
 * The source with an edit made.
 * @throws {Error} when the text that it looks for is not there exactly once: the product has changed, and the edit
 * would change nothing, or something else.
 */
export function edited(source: string, { file, find, replace }: Edit): string {
  const count = source.split(find).length - 1;
  if (count !== 1) throw new Error(`${file} holds this ${count} times: ${find}`);
  return source.replace(find, () => replace);
}

/**
 * Has this process load the product with these changes. To be called before the product is loaded, so by a preload
 * (node --import): the product itself holds no switch by which it could be broken, or be without a part of it.
 */
export function editSources(edits: readonly Edit[]): void {
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context);
      const concerned = edits.filter(({ file }) => url.endsWith(`/${file}`));
      if (concerned.length === 0) return loaded;
      const text =
        typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
      return { ...loaded, source: concerned.reduce(edited, text) };
    },
  });
}
