import type { EventType, ShownEventType } from '../schema.ts';
import { compareSchemas } from './compare-schemas.ts';

const shown = new WeakMap<EventType, ShownEventType>();

/** An event type with, for each version, what it changed of the one before. Compared once: types never change. */
export function showEventType(type: EventType): ShownEventType {
  const known = shown.get(type);
  if (known) return known;
  const versions = type.versions.map((version, index) => {
    const older = type.versions[index + 1];
    const differences = older ? compareSchemas(older.schema, version.schema) : [];
    return { ...version, changes: differences.map(({ at: _, ...change }) => change) };
  });
  const made = { ...type, versions };
  shown.set(type, made);
  return made;
}
