import { type Sql, statement } from '@tidings/kernel';
import type { ShownSecret } from './schema.ts';

/** What may be shown of a webhook's secrets and key pairs, newest first. */
export type SecretDescription = { secrets: ShownSecret[]; publicKeys: string[] };

type Row = {
  endpoint_id: string;
  hint: string;
  public_key: string | null;
  created_at: Date;
  expires_at: Date | null;
};

// Index signing_secret_by_endpoint, newest first.
const DESCRIBE = statement<Row>(
  'secret.describe',
  `SELECT endpoint_id, hint, public_key, created_at, expires_at
   FROM secret.signing_secret
   WHERE endpoint_id = ANY ($1::text[]) AND (expires_at IS NULL OR expires_at > now())
   ORDER BY endpoint_id, id DESC`,
);

/** Hints of the live secrets, and the live public keys, by webhook id. */
export async function describeSecrets(
  sql: Sql,
  endpointIds: string[],
): Promise<Map<string, SecretDescription>> {
  const found = new Map<string, SecretDescription>();
  for (const row of await sql.query(DESCRIBE, [endpointIds])) {
    let description = found.get(row.endpoint_id);
    if (!description) found.set(row.endpoint_id, (description = { secrets: [], publicKeys: [] }));
    if (row.public_key !== null) description.publicKeys.push(row.public_key);
    else {
      description.secrets.push({
        hint: row.hint,
        created_at: row.created_at.toISOString(),
        expires_at: row.expires_at?.toISOString() ?? null,
      });
    }
  }
  return found;
}
