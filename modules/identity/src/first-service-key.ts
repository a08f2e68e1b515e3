import { type Config, newId, type Sql, statement, keepOnce } from '@tidings/kernel';
import { readKept } from './read-kept.ts';
import { hashOfKey, hintOfKey, newKey } from './keys/key-text.ts';

const KEY_FILE = 'service-key';

const ANY = statement<{ any: boolean }>(
  'identity.any-service-key',
  `SELECT EXISTS (SELECT FROM identity.api_key WHERE kind = 'service') AS any`,
);

const INSERT = statement<never>(
  'identity.insert-first-service-key',
  `INSERT INTO identity.api_key (id, kind, name, hash, hint)
   VALUES ($1, 'service', $2, $3, $4)
   ON CONFLICT (hash) DO NOTHING`,
);

const FIND = statement<{ revoked: boolean }>(
  'identity.first-service-key-revoked',
  `SELECT revoked_at IS NOT NULL AS revoked
   FROM identity.api_key
   WHERE hash = $1`,
);

/**
 * Lets the key of TIDINGS_SERVICE_KEY in, or one that is made and kept in DATA_DIR when there is no service key
 * at all. A key that was revoked stays revoked.
 * @returns the key if it was made by us and is in force, else null.
 */
export async function ensureFirstServiceKey(tx: Sql, config: Config): Promise<string | null> {
  if (config.TIDINGS_SERVICE_KEY !== undefined) {
    await insert(tx, config.TIDINGS_SERVICE_KEY, 'Service key of TIDINGS_SERVICE_KEY');
    return null;
  }
  const kept = await readKept(config.DATA_DIR, KEY_FILE);
  if (kept === undefined && (await tx.query(ANY))[0]?.any) return null;
  const key = kept ?? (await keepOnce(config.DATA_DIR, KEY_FILE, () => newKey('service')));
  await insert(tx, key, 'First service key');
  const [row] = await tx.query(FIND, [hashOfKey(key)]);
  return row?.revoked === false ? key : null;
}

async function insert(tx: Sql, key: string, name: string): Promise<void> {
  await tx.query(INSERT, [newId('key'), name, hashOfKey(key), hintOfKey(key)]);
}
