import type { EventType, SchemaChange, ShownEventType } from '@tidings/event/schema';

import { isSelected, type Selection } from './selection.ts';

/** Every version that any type has, newest first. */
export function allVersions(types: readonly EventType[]): string[] {
  const all = types.flatMap((type) => type.versions.map(({ version }) => version));
  return [...new Set(all)].toSorted().toReversed();
}

/** The versions of a type, newest first. */
export function newestFirst<Version extends { version: string }>(versions: readonly Version[]): Version[] {
  return versions.toSorted((a, b) => b.version.localeCompare(a.version));
}

/**
 * The version that a webhook pinned to `pin` is sent: the newest that is not newer than the pin, or the oldest where all
 * are. Without a pin the newest.
 */
export function versionAt<Version extends { version: string }>(
  versions: readonly Version[],
  pin: string | null,
): Version | undefined {
  const sorted = newestFirst(versions);
  if (pin === null) return sorted[0];
  return sorted.find(({ version }) => version <= pin) ?? sorted.at(-1);
}

export interface TypeChanges {
  type: string;
  version: string;
  changes: SchemaChange[];
}

/** What moving the pin to the newest version would change of the selected types, newest first. */
export function changesSince(
  types: readonly ShownEventType[],
  selection: Selection,
  pin: string,
): TypeChanges[] {
  return types
    .filter((type) => isSelected(selection, type.name))
    .flatMap((type) => {
      const sent = versionAt(type.versions, pin)?.version ?? pin;
      return newestFirst(type.versions)
        .filter(({ version }) => version > sent && version > pin)
        .map(({ version, changes }) => ({ type: type.name, version, changes }));
    });
}

/** How many types differ, however many versions each has had since. */
export function typesIn(changes: readonly TypeChanges[]): number {
  return new Set(changes.map(({ type }) => type)).size;
}
