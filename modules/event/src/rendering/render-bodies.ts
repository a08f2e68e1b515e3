import { type Clock, type Config, type Database, isDatabaseAway, type Logger } from '@tidings/kernel';
import { type Catalog, catalogOf } from '../catalog.ts';
import { ConversionFault } from '../catalog/convert.ts';
import { liveCatalogOf } from '../catalog/live-catalog.ts';
import type { Event } from '../schema.ts';
import { keepRenderings, loadRenderings, type Made, nameOf, type VariantOf } from './keep-renderings.ts';
import { knownFault, rememberFault } from './known-faults.ts';
import { render } from './render.ts';

/** A variant of a stored event, with the envelope that it is made of. */
export type ToRender = VariantOf & { body: string };
/** What is sent, or why it cannot be made; of what was not tried the next attempt may succeed. */
export type Rendered = { body: string } | { fault: string; isUntried?: true };

type Parts = { config: Config; database: Database; clock: Clock; log: Logger };

/** After so long others have their turn: a claim may hold many of the largest events. */
const SLICE_MS = 5;
/** So that the thread of the conversions need not wait for us, and publishers not for many of ours. */
const ABREAST = 4;

/**
 * The bytes of variants, made where nobody has made them before, and kept unless only somebody looks at them. Whoever makes one first decides: every
 * attempt sends the same bytes, also after the catalog has changed. What is wrong with one is the fault of that one, and
 * the others are made all the same.
 * @returns a look-up by event and variant; it answers undefined where the event is gone or erased by now.
 * @throws only where what was made before cannot be read, or while the database is away.
 */
export async function renderBodies(
  parts: Parts,
  wanted: ToRender[],
  { isKept = true }: { isKept?: boolean } = {},
): Promise<(of: VariantOf) => Rendered | undefined> {
  const found = await loadRenderings(parts.database, wanted);
  const rendered = new Map<string, Rendered>([...found].map(([name, body]) => [name, { body }]));
  const missing = [...new Map(wanted.map((each) => [nameOf(each), each]))].filter(
    ([name]) => !found.has(name),
  );
  const made: Made[] = [];
  let breathedMs = parts.clock.monotonicMs();
  for (let first = 0; first < missing.length; first += ABREAST) {
    const makeOne = async ([name, each]: [string, ToRender]) => {
      const result = await make(parts, name, each);
      if ('fault' in result) rendered.set(name, result);
      else made.push({ ...each, made: result.body });
    };
    await Promise.all(missing.slice(first, first + ABREAST).map(makeOne));
    if (parts.clock.monotonicMs() - breathedMs < SLICE_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    breathedMs = parts.clock.monotonicMs();
  }
  const results = isKept
    ? await keep(parts, made)
    : made.map((each): [string, Rendered] => [nameOf(each), { body: each.made }]);
  for (const [name, result] of results) rendered.set(name, result);
  return (of) => rendered.get(nameOf(of));
}

async function make(parts: Parts, name: string, { id, body, variant }: ToRender): Promise<Rendered> {
  const { clock, log } = parts;
  const catalog = await catalogFor(parts, body);
  const known = knownFault(catalog, name, clock);
  if (known !== undefined) return { fault: known };
  try {
    return { body: await render(catalog, body, variant) };
  } catch (error) {
    const isOfCatalog = error instanceof ConversionFault;
    // Nor told again: what made it so was, and the next attempt may succeed.
    if (isOfCatalog && error.isUntried) return { fault: faultOf(variant, error.message), isUntried: true };
    log.error({ event: id, variant, ...(isOfCatalog ? { reason: error.message } : { err: error }) }, CANNOT);
    const fault = faultOf(variant, isOfCatalog ? error.message : OURS);
    rememberFault(catalog, { name, fault }, clock);
    return { fault };
  }
}

/** Another process may have taken a type or a version a moment ago, and an event of it: then this one asks for it now. */
async function catalogFor(parts: Parts, body: string): Promise<Catalog> {
  const { type, api_version: from }: Event = JSON.parse(body); // the envelope that we wrote
  const isKnown = (catalog: Catalog) => catalog.get(type)?.versions.some(({ version }) => version === from);
  const catalog = catalogOf(parts);
  if (isKnown(catalog)) return catalog;
  await liveCatalogOf(parts).takeChanges(parts.database, parts.log);
  return catalogOf(parts);
}

const CANNOT = 'An event cannot be made into what a webhook wants';
const OURS = 'an internal fault, of which the log of the server says more.';

function faultOf(variant: string, reason: string): string {
  return `This event cannot be made into ${variant}: ${reason}`;
}

/** Together; where one of them is at fault, each by itself. */
async function keep(parts: Parts, made: Made[]): Promise<Map<string, Rendered>> {
  try {
    const kept = await keepRenderings(parts.database, made);
    return new Map([...kept].map(([name, body]) => [name, { body }]));
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    const [first] = made;
    if (made.length === 1 && first) {
      parts.log.error({ err: error, event: first.id, variant: first.variant }, CANNOT);
      return new Map([[nameOf(first), { fault: faultOf(first.variant, OURS) }]]);
    }
    const results = new Map<string, Rendered>();
    for (const each of made)
      for (const [name, result] of await keep(parts, [each])) results.set(name, result);
    return results;
  }
}
