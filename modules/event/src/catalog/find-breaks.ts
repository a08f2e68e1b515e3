import type { Issue } from '@tidings/kernel';
import type { EventType } from '../schema.ts';
import type { CheckedType } from './check-event-type.ts';
import { compareSchemas } from './compare-schemas.ts';
import { hashOf, seenKey, type SeenSchemas } from './seen-schemas.ts';

/**
 * What a type would change of versions that are in use, with pointers into the type as it was given: publishers and
 * receivers rely on them, so such a change needs a version of its own.
 * @param seen the schemas that versions have had.
 * @param mayGoBack whether a schema that a version had once is right again: an older release that is started once more.
 */
export function findBreaks(
  type: CheckedType,
  seen: SeenSchemas,
  { mayGoBack }: { mayGoBack: boolean },
): Issue[] {
  return type.versions.flatMap(({ version, schema, index }) => {
    const known = seen.get(seenKey(type.name, version));
    if (!known || (mayGoBack && known.hashes.has(hashOf(schema)))) return [];
    return compareSchemas(known.schema, schema)
      .filter((difference) => difference.breaking)
      .map(({ at, path, text }) => ({
        path: `/versions/${index}/schema${at}`,
        message: `${path || 'data'} of ${version}: ${text} Version ${version} is in use; make this a new version.`,
      }));
  });
}

/** Versions that the type has now and would have no longer. */
export function findLost(type: CheckedType, current: EventType | undefined): Issue[] {
  const kept = new Set(type.versions.map(({ version }) => version));
  return (current?.versions ?? [])
    .filter(({ version }) => !kept.has(version))
    .map(({ version }) => ({
      path: '/versions',
      message: `Version ${version} is missing. It is in use: webhooks may be pinned to it.`,
    }));
}
