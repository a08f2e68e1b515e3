import { type Config, type Database, type Logger, statement } from '@tidings/kernel';
import { keyOwnerName, ownerName } from './create-secret.ts';
import { keyRingOf } from './key-ring.ts';
import type { SigningKeys } from './live-keys.ts';
import { resealSoon } from './reseal.ts';

type Row = {
  id: number;
  account_id: string;
  endpoint_id: string;
  kid: string;
  sealed: Buffer;
  public_key: string | null;
  expires_at: Date | null;
};

// Index signing_secret_by_endpoint, newest first.
const LIVE = statement<Row>(
  'secret.signing-keys',
  `SELECT id, account_id, endpoint_id, kid, sealed, public_key, expires_at
   FROM secret.signing_secret
   WHERE endpoint_id = ANY ($1::text[]) AND (expires_at IS NULL OR expires_at > now())
   ORDER BY endpoint_id, id DESC`,
);

/**
 * Every secret and private key that signs for these webhooks now, by webhook id. One that cannot be decrypted is
 * logged and left out, so a webhook may have none. Read anew each time: a roll counts from the next attempt on, in every
 * process. What another master key than the first had sealed is sealed again, after the answer and once in this process.
 */
export async function signingKeys(
  { config, database, log }: { config: Config; database: Database; log: Logger },
  endpointIds: string[],
): Promise<Map<string, SigningKeys>> {
  const ring = keyRingOf(config);
  const found = new Map<string, SigningKeys>();
  for (const row of await database.query(LIVE, [endpointIds])) {
    const owner = { accountId: row.account_id, endpointId: row.endpoint_id };
    const name = row.public_key === null ? ownerName(owner) : keyOwnerName(owner);
    try {
      const key = ring.open(row, name);
      let keys = found.get(row.endpoint_id);
      if (!keys) found.set(row.endpoint_id, (keys = { secrets: [], pairs: [] }));
      const kind = row.public_key === null ? keys.secrets : keys.pairs;
      kind.push({ key, expiresAtMs: row.expires_at && row.expires_at.getTime() });
      if (row.kid !== ring.current) resealSoon({ database, log }, row, () => ring.seal(key, name));
    } catch (error) {
      // One webhook's trouble must not hold up the others that are asked for together.
      log.error(
        { webhook: row.endpoint_id, kid: row.kid, reason: String(error) },
        'A signing secret cannot be read',
      );
    }
  }
  return found;
}

/** The live secrets of these webhooks in the clear, newest first, by webhook id. */
export async function liveSecrets(
  parts: { config: Config; database: Database; log: Logger },
  endpointIds: string[],
): Promise<Map<string, string[]>> {
  const found = await signingKeys(parts, endpointIds);
  return new Map([...found].map(([id, { secrets }]) => [id, secrets.map(({ key }) => key)]));
}
