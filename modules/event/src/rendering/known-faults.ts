import type { Clock } from '@tidings/kernel';
import type { Catalog } from '../catalog.ts';

/** So long an event that could not be made into a variant is not tried again: a conversion may take a second to fail. */
const KNOWN_MS = 600_000;
/** So many are known at a time, the newest. */
const KNOWN_LIMIT = 1_000;

type Known = Map<string, { fault: string; untilMs: number }>;

// Another catalog may do better.
const ofCatalogs = new WeakMap<Catalog, Known>();

/** Why a variant of an event cannot be made, if that was found out by this process a short while ago, with this catalog. */
export function knownFault(catalog: Catalog, name: string, clock: Clock): string | undefined {
  const known = ofCatalogs.get(catalog)?.get(name);
  return known && known.untilMs > clock.monotonicMs() ? known.fault : undefined;
}

/** Remembers a fault for ten minutes, or until a thousand others have been found. */
export function rememberFault(
  catalog: Catalog,
  { name, fault }: { name: string; fault: string },
  clock: Clock,
): void {
  const known: Known = ofCatalogs.get(catalog) ?? new Map();
  ofCatalogs.set(catalog, known);
  known.delete(name);
  known.set(name, { fault, untilMs: clock.monotonicMs() + KNOWN_MS });
  const [oldest] = known.keys();
  if (known.size > KNOWN_LIMIT && oldest !== undefined) known.delete(oldest);
}
