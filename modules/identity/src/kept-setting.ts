import { type Sql, statement } from '@tidings/kernel';

/** Settings that fix a credential, and act only when they change. */
type Name = 'TIDINGS_ADMIN_PASSWORD' | 'TIDINGS_SERVICE_KEY';

// Primary key.
const FIND = statement<{ hash: string }>(
  'identity.find-setting',
  `SELECT hash
   FROM identity.setting
   WHERE name = $1`,
);

const KEEP = statement<never>(
  'identity.keep-setting',
  `INSERT INTO identity.setting (name, hash)
   VALUES ($1, $2)
   ON CONFLICT (name) DO UPDATE SET hash = excluded.hash`,
);

/** The hash of what a setting was when it last took effect, in any process; undefined: never. */
export async function keptSetting(tx: Sql, name: Name): Promise<string | undefined> {
  return (await tx.query(FIND, [name]))[0]?.hash;
}

export async function keepSetting(tx: Sql, name: Name, hash: string): Promise<void> {
  await tx.query(KEEP, [name, hash]);
}
