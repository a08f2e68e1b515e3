import { newId, type Sql, statement } from '@tidings/kernel';

type FirstAccount = { id: string; name: string };

const FIND = statement<FirstAccount>(
  'identity.find-first-account',
  `SELECT id, name
   FROM identity.account
   ORDER BY created_at, id
   LIMIT 1`,
);

const INSERT = statement<FirstAccount>(
  'identity.insert-first-account',
  `INSERT INTO identity.account (id, name, slug, created_at)
   VALUES ($1, $2, $1, now())
   RETURNING id, name`,
);

/** The oldest account, made if there is none. The caller keeps other processes out meanwhile. */
export async function ensureFirstAccount(tx: Sql, name: string): Promise<FirstAccount> {
  const [found] = await tx.query(FIND);
  if (found) return found;
  const [made] = await tx.query(INSERT, [newId('acct'), name]);
  if (!made) throw new Error('INSERT … RETURNING gave no row.');
  return made;
}
