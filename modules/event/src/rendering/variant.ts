import type { Catalog } from '../catalog.ts';

export type PayloadStyle = 'snapshot' | 'thin';

/** How a webhook wants its events: in the version of this day, in full or only what they are about. */
export type Wish = { apiVersion: string; payloadStyle: PayloadStyle };

const THIN = '+thin';

/**
 * Names what a webhook is sent of events of a type: `2026-05-01`, `2026-11-01+thin`. Null for the envelope as it was
 * published, which nearly all get.
 */
export function variantOf(catalog: Catalog, type: string, { apiVersion, payloadStyle }: Wish): string | null {
  const newest = catalog.get(type)?.versions[0]?.version ?? apiVersion;
  const version = catalog.versionFor(type, apiVersion) ?? newest;
  if (payloadStyle === 'thin') return `${version}${THIN}`;
  return version === newest ? null : version;
}

/** The version of an event of version `from` that a variant shows: nothing newer than it was published as. */
export function readVariant(variant: string, from: string): { version: string; isThin: boolean } {
  const isThin = variant.endsWith(THIN);
  const version = isThin ? variant.slice(0, -THIN.length) : variant;
  return { version: version < from ? version : from, isThin };
}
