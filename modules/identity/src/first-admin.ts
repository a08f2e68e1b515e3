import { randomInt, randomUUID } from 'node:crypto';
import { type Config, type Sql, statement, keepOnce } from '@tidings/kernel';
import type { Auth } from './auth.ts';
import { readKept } from './read-kept.ts';

const PASSWORD_FILE = 'admin-password';

// Crockford's base 32 without its look-alikes: five groups of four are 100 random bits that can be read out.
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

const FIND = statement<{ id: string; hash: string | null }>(
  'identity.find-first-admin',
  `SELECT u.id, credential.password AS hash
   FROM identity."user" AS u
   LEFT JOIN identity.credential ON credential.user_id = u.id AND credential.provider = 'credential'
   WHERE u.email = $1`,
);

const INSERT_USER = statement<never>(
  'identity.insert-first-admin',
  `INSERT INTO identity."user" (id, name, email, email_verified)
   VALUES ($1, 'Admin', $2, true)`,
);

const SET_PASSWORD = statement<never>(
  'identity.set-first-admin-password',
  `INSERT INTO identity.credential (id, user_id, provider, subject, password, updated_at)
   VALUES ($1, $2, 'credential', $2, $3, now())
   ON CONFLICT (provider, subject) DO UPDATE SET password = excluded.password, updated_at = now()`,
);

const INSERT_MEMBER = statement<never>(
  'identity.insert-first-member',
  `INSERT INTO identity.member (id, account_id, user_id, role, created_at)
   VALUES ($1, $2, $3, 'admin', now())`,
);

const END_SESSIONS = statement<never>(
  'identity.end-sessions',
  `DELETE FROM identity.session
   WHERE user_id = $1`,
);

/**
 * Makes the user of TIDINGS_ADMIN_EMAIL, an admin of the account, unless there is one. When
 * TIDINGS_ADMIN_PASSWORD is set it is their password, also later: another one is replaced and their sessions end.
 * @returns the password if it was made by us and still opens the door, else null.
 */
export async function ensureFirstAdmin(tx: Sql, auth: Auth, given: { config: Config; accountId: string }) {
  const { config, accountId } = given;
  const email = config.TIDINGS_ADMIN_EMAIL.toLowerCase(); // as better-auth looks it up
  const chosen = config.TIDINGS_ADMIN_PASSWORD;
  const [admin] = await tx.query(FIND, [email]);
  if (!admin) {
    const password = chosen ?? (await keepOnce(config.DATA_DIR, PASSWORD_FILE, readablePassword));
    const id = randomUUID();
    await tx.query(INSERT_USER, [id, email]);
    await tx.query(SET_PASSWORD, [randomUUID(), id, await auth.hashPassword(password)]);
    await tx.query(INSERT_MEMBER, [randomUUID(), accountId, id]);
    return { email, madePassword: chosen === undefined ? password : null };
  }
  const opens = (password: string) => admin.hash !== null && auth.verifyPassword(admin.hash, password);
  if (chosen !== undefined) {
    if (!(await opens(chosen))) {
      await tx.query(SET_PASSWORD, [randomUUID(), admin.id, await auth.hashPassword(chosen)]);
      await tx.query(END_SESSIONS, [admin.id]);
    }
    return { email, madePassword: null };
  }
  const made = await readKept(config.DATA_DIR, PASSWORD_FILE);
  return { email, madePassword: made !== undefined && (await opens(made)) ? made : null };
}

function readablePassword(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return Array.from({ length: 5 }, group).join('-');
}
