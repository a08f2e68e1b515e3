import type { Catalog } from '../catalog.ts';

/**
 * Makes the `data` of an older version of a type, step by step through the versions between. Data that is as old
 * already, or whose type or version the catalog has no longer, is given back as it is: nothing newer is
 * made from it. The same data gives the same answer every time.
 * @param to a version of the type: see {@link Catalog.versionFor}.
 * @param signal aborted when it is no longer waited for.
 * @returns the data with the version that it is of by then.
 * @throws {ConversionFault} when an expression fails, is cut off or gives no object; the message names type and version.
 */
export async function toVersion(
  catalog: Catalog,
  { type, from, data }: { type: string; from: string; data: Record<string, unknown> },
  to: string,
  signal?: AbortSignal,
): Promise<{ version: string; data: Record<string, unknown> }> {
  let made = { version: from, data };
  for (const { version, convert } of catalog.stepsBetween({ type, from, to }))
    made = { version, data: await convert(made.data, signal) };
  return made;
}
