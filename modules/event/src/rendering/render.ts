import type { Catalog } from '../catalog.ts';
import { toVersion } from '../catalog/to-version.ts';
import type { Event } from '../schema.ts';
import { namesObject, thinData } from './thin-data.ts';
import { readVariant } from './variant.ts';

/**
 * Makes a variant of an envelope. The same envelope and catalog give the same bytes. Where the catalog knows no way to the
 * version any more, the data stay of the version that they are, and say so. An older version in which nothing says which
 * object it is about is made thin from what was published: else nobody could tell.
 * @throws {ConversionFault} when the catalog's expression for that version fails on these data.
 */
export async function render(catalog: Catalog, body: string, variant: string): Promise<string> {
  const event: Event = JSON.parse(body); // the envelope that we wrote
  const { type, api_version: from } = event;
  const { version, isThin } = readVariant(variant, from);
  const made = await toVersion(catalog, { type, from, data: event.data }, version);
  const named = namesObject(made.data) ? made.data : event.data;
  const data = isThin ? thinData(named, catalog.get(type)?.related_url) : made.data;
  return JSON.stringify({ ...event, api_version: made.version, data });
}
