import { createHash } from 'node:crypto';
import type { AuditState } from '@tidings/kernel';
import type { EventType } from '../schema.ts';

/** What the audit log keeps of an event type: of each version, which can be long, a fingerprint. */
export function auditedType({ name: _, versions, ...rest }: EventType): AuditState {
  return {
    ...rest,
    versions: Object.fromEntries(versions.map((each) => [each.version, fingerprint(each)])),
  };
}

/** The SHA-256 of its JSON with keys in their order: Postgres gives them back in another. */
function fingerprint(version: unknown): string {
  const text = JSON.stringify(version, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(text).digest('base64url');
}
