import type { Creator, Scope } from '@tidings/kernel/schema';
import type { Key } from './key-schema.ts';

/** Columns of a key that may be shown: all but its hash. */
export const SHOWN_COLUMNS = `id, kind, name, hint, scopes, app_id, created_by, created_at, expires_at, last_used_at, revoked_at`;

export type KeyRow = {
  id: string;
  kind: 'account' | 'service';
  name: string;
  hint: string;
  scopes: Scope[] | null;
  app_id: string | null;
  created_by: Creator;
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
};

export function presentKey(row: KeyRow): Key {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    hint: row.hint,
    scopes: row.scopes ?? [],
    app_id: row.app_id,
    expires_at: row.expires_at?.toISOString() ?? null,
    last_used_at: row.last_used_at?.toISOString() ?? null,
    revoked_at: row.revoked_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    created_by: row.created_by,
  };
}
