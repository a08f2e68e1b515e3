import type { Catalog } from '../catalog.ts';
import { ConversionFault } from '../catalog/convert.ts';
import { toVersion } from '../catalog/to-version.ts';

/** An event as it was published. */
export type PublishedData = { type: string; apiVersion: string; data: Record<string, unknown> };
/** What a webhook's filter looks at; undefined where it cannot be made. A filter lets that through. */
export type SeenData = Record<string, unknown> | undefined;

/** Whether some webhooks get an event of this type and version in an older version. Of nearly all types none do. */
export function hasOlder(
  catalog: Catalog,
  { type, apiVersion }: Pick<PublishedData, 'type' | 'apiVersion'>,
): boolean {
  const oldest = catalog.get(type)?.versions.at(-1)?.version; // the newest comes first
  return oldest !== undefined && oldest < apiVersion;
}

/**
 * An event's data as webhooks with these pins get them, so that a filter goes on matching what it was written for when a
 * newer version calls it otherwise. Each version is made once, within the bounds of a conversion and until the signal is
 * aborted: what is not made by then cannot be made.
 * @returns a look-up by one of the pins, or by any that is not older than the event.
 */
export async function seenData(
  catalog: Catalog,
  event: PublishedData,
  pins: Iterable<string>,
  signal?: AbortSignal,
): Promise<(pin: string) => SeenData> {
  const { type, apiVersion, data } = event;
  const versionOf = (pin: string) => catalog.versionFor(type, pin) ?? apiVersion;
  const made = new Map<string, SeenData>([[apiVersion, data]]);
  for (const pin of pins) {
    const version = versionOf(pin);
    if (version < apiVersion && !made.has(version))
      made.set(version, await dataOf(catalog, event, { version, signal }));
  }
  // A webhook that is pinned to something newer gets what was published.
  return (pin) => made.get(pin < apiVersion ? versionOf(pin) : apiVersion);
}

async function dataOf(
  catalog: Catalog,
  { type, apiVersion: from, data }: PublishedData,
  { version, signal }: { version: string; signal: AbortSignal | undefined },
): Promise<SeenData> {
  try {
    return (await toVersion(catalog, { type, from, data }, version, signal)).data;
  } catch (error) {
    if (error instanceof ConversionFault) return undefined; // the attempt will say it
    throw error;
  }
}
