/** A filter as JSON has it. */
export type FilterObject = Record<string, unknown>;

/** A filter as people would write it: indented, with lists of plain values on one line. */
export function writeFilterText(filter: FilterObject): string {
  return JSON.stringify(filter, null, 2).replaceAll(
    /\[\n\s+([^[\]{}]*?)\n\s*\]/g,
    (_, items: string) => `[${items.replaceAll(/,\n\s+/g, ', ')}]`,
  );
}
