import { type Config, type Logger, type Sql, statement } from '@tidings/kernel';
import { ownerName } from './create-secret.ts';
import { keyRingOf } from './key-ring.ts';

type Row = { account_id: string; endpoint_id: string; kid: string; sealed: Buffer; hint: string };

// Index signing_secret_by_endpoint, newest first.
const LIVE = statement<Row>(
  'secret.live',
  `SELECT account_id, endpoint_id, kid, sealed, hint
   FROM secret.signing_secret
   WHERE endpoint_id = ANY ($1::text[]) AND (expires_at IS NULL OR expires_at > now())
   ORDER BY endpoint_id, id DESC`,
);

/**
 * Every secret that signs for these webhooks now, in the clear, newest first, by webhook id. One that cannot be
 * decrypted is logged and left out, so a webhook may have none.
 */
export async function liveSecrets(
  { config, database, log }: { config: Config; database: Sql; log: Logger },
  endpointIds: string[],
): Promise<Map<string, string[]>> {
  const secrets = new Map<string, string[]>();
  for (const row of await database.query(LIVE, [endpointIds])) {
    const owner = ownerName({ accountId: row.account_id, endpointId: row.endpoint_id });
    try {
      const secret = keyRingOf(config).open(row, owner);
      secrets.set(row.endpoint_id, [...(secrets.get(row.endpoint_id) ?? []), secret]);
    } catch (error) {
      // One webhook's trouble must not hold up the others that are asked for together.
      log.error({ webhook: row.endpoint_id, reason: String(error) }, 'A signing secret cannot be read');
    }
  }
  return secrets;
}

/** What may be shown of each webhook's newest secret, by webhook id. */
export async function secretHints(sql: Sql, endpointIds: string[]): Promise<Map<string, string>> {
  const rows = await sql.query(LIVE, [endpointIds]);
  return new Map(rows.toReversed().map((row) => [row.endpoint_id, row.hint]));
}
