import {
  type AuditEntry,
  type Config,
  keepOnce,
  type Logger,
  newId,
  type Sql,
  statement,
} from '@tidings/kernel';
import { keepSetting, keptSetting } from './kept-setting.ts';
import { hashOfKey, hintOfKey, newKey } from './keys/key-text.ts';
import { readKept } from './read-kept.ts';
import { announceOutdated } from './revocations.ts';

const KEY_FILE = 'service-key';
const SETTING = 'TIDINGS_SERVICE_KEY';

const ANY = statement<{ any: boolean }>(
  'identity.any-service-key',
  `SELECT EXISTS (SELECT FROM identity.api_key WHERE kind = 'service') AS any`,
);

const INSERT = statement<{ id: string }>(
  'identity.insert-first-service-key',
  `INSERT INTO identity.api_key (id, kind, name, hash, hint, created_by)
   VALUES ($1, 'service', $2, $3, $4, '{"type": "service", "id": "tidings", "name": "Tidings"}')
   ON CONFLICT (hash) DO NOTHING
   RETURNING id`,
);

// The unique index on hash.
const FIND = statement<{ revoked: boolean }>(
  'identity.first-service-key-revoked',
  `SELECT revoked_at IS NOT NULL AS revoked
   FROM identity.api_key
   WHERE hash = $1`,
);

// The unique index on hash.
const REVOKE = statement<{ id: string; name: string }>(
  'identity.revoke-earlier-service-key',
  `UPDATE identity.api_key
   SET revoked_at = now()
   WHERE hash = $1 AND kind = 'service' AND revoked_at IS NULL
   RETURNING id, name`,
);

type Ensured = { key: string | null; done: AuditEntry[]; outdated: Buffer[] };

/**
 * Lets the key of TIDINGS_SERVICE_KEY in, and ends the one that the setting fixed before; or lets one in that is made and
 * kept in DATA_DIR when there is no service key at all. A key that was revoked stays revoked, and revokes no other: it
 * may be that of a process with an old setting.
 * @returns the key if it was made by us and is in force, else null; what is to be audited; the hashes of revoked keys.
 */
export async function ensureFirstServiceKey(tx: Sql, config: Config, log: Logger): Promise<Ensured> {
  if (config.TIDINGS_SERVICE_KEY !== undefined) {
    return { key: null, ...(await replaceKey(tx, config.TIDINGS_SERVICE_KEY, log)) };
  }
  const kept = await readKept(config.DATA_DIR, KEY_FILE);
  if (kept === undefined && (await tx.query(ANY))[0]?.any) return { key: null, done: [], outdated: [] };
  const key = kept ?? (await keepOnce(config.DATA_DIR, KEY_FILE, () => newKey('service')));
  const done = await insert(tx, key, 'First service key');
  return { key: (await isRevoked(tx, key)) ? null : key, done, outdated: [] };
}

async function replaceKey(tx: Sql, key: string, log: Logger): Promise<Pick<Ensured, 'done' | 'outdated'>> {
  // The name is shown to customers beside what was made with it.
  const done = await insert(tx, key, 'Configured service key');
  if (await isRevoked(tx, key)) {
    log.error(`The key of ${SETTING} was revoked and lets nobody in. Set another one.`);
    return { done, outdated: [] };
  }
  const earlier = await keptSetting(tx, SETTING);
  const hash = hashOfKey(key);
  if (earlier === hash.toString('base64')) return { done, outdated: [] };
  await keepSetting(tx, SETTING, hash.toString('base64'));
  if (earlier === undefined) return { done, outdated: [] };
  const outdated = Buffer.from(earlier, 'base64');
  const [revoked] = await tx.query(REVOKE, [outdated]);
  if (!revoked) return { done, outdated: [] };
  await announceOutdated(tx, { keys: [outdated] });
  const subject = { type: 'key', id: revoked.id, name: revoked.name };
  done.push({ action: 'key.revoked', subject, after: { by: SETTING }, accountId: null });
  return { done, outdated: [outdated] };
}

async function isRevoked(tx: Sql, key: string): Promise<boolean> {
  return (await tx.query(FIND, [hashOfKey(key)]))[0]?.revoked !== false;
}

async function insert(tx: Sql, key: string, name: string): Promise<AuditEntry[]> {
  const hint = hintOfKey(key);
  const [made] = await tx.query(INSERT, [newId('key'), name, hashOfKey(key), hint]);
  if (!made) return [];
  const subject = { type: 'key', id: made.id, name };
  return [{ action: 'key.created', subject, after: { kind: 'service', name, hint }, accountId: null }];
}
