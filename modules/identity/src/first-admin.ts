import { randomInt, randomUUID } from 'node:crypto';
import {
  type AuditEntry,
  type AuditState,
  type Config,
  keepOnce,
  type Sql,
  statement,
} from '@tidings/kernel';
import type { Auth } from './auth.ts';
import { keepSetting, keptSetting } from './kept-setting.ts';
import { readKept } from './read-kept.ts';

const PASSWORD_FILE = 'admin-password';
const SETTING = 'TIDINGS_ADMIN_PASSWORD';

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
 * Makes the user of TIDINGS_ADMIN_EMAIL, an admin of the account, unless there is one. TIDINGS_ADMIN_PASSWORD is their
 * password from the start at which it is set, or is another than before: it replaces the one they have, and their
 * sessions end. What they choose later in the console stays.
 * @returns the password if it was made by us and still opens the door, else null; and what is to be audited.
 */
export async function ensureFirstAdmin(tx: Sql, auth: Auth, given: { config: Config; accountId: string }) {
  const { config, accountId } = given;
  const email = config.TIDINGS_ADMIN_EMAIL.toLowerCase(); // as better-auth looks it up
  const chosen = config.TIDINGS_ADMIN_PASSWORD;
  const isAsBefore = chosen !== undefined && (await wasSet(tx, auth, chosen));
  const [admin] = await tx.query(FIND, [email]);
  if (!admin) {
    const password = chosen ?? (await keepOnce(config.DATA_DIR, PASSWORD_FILE, readablePassword));
    const id = randomUUID();
    const hash = await auth.hashPassword(password);
    await tx.query(INSERT_USER, [id, email]);
    await tx.query(SET_PASSWORD, [randomUUID(), id, hash]);
    await tx.query(INSERT_MEMBER, [randomUUID(), accountId, id]);
    if (chosen !== undefined) await keepSetting(tx, SETTING, hash);
    const done = entry('user.created', { id, email }, { account_id: accountId, role: 'admin' });
    return { email, madePassword: chosen === undefined ? password : null, done: [done] };
  }
  if (chosen === undefined) {
    const made = await readKept(config.DATA_DIR, PASSWORD_FILE);
    const opens = made !== undefined && admin.hash !== null && (await auth.verifyPassword(admin.hash, made));
    return { email, madePassword: opens ? made : null, done: [] };
  }
  if (isAsBefore) return { email, madePassword: null, done: [] };
  const hash = await auth.hashPassword(chosen);
  await keepSetting(tx, SETTING, hash);
  if (admin.hash !== null && (await auth.verifyPassword(admin.hash, chosen))) {
    return { email, madePassword: null, done: [] };
  }
  await tx.query(SET_PASSWORD, [randomUUID(), admin.id, hash]);
  await tx.query(END_SESSIONS, [admin.id]);
  const done = entry('user.password_changed', { id: admin.id, email }, { by: SETTING });
  return { email, madePassword: null, done: [done] };
}

/** By a hash of its own, made as that of any password: the database tells nobody what the setting is. */
async function wasSet(tx: Sql, auth: Auth, chosen: string): Promise<boolean> {
  const kept = await keptSetting(tx, SETTING);
  return kept !== undefined && auth.verifyPassword(kept, chosen);
}

/** It belongs to no account: the same person may be in several. */
function entry(
  action: `user.${string}`,
  { id, email }: { id: string; email: string },
  after: AuditState,
): AuditEntry {
  return { action, subject: { type: 'user', id, name: email }, after, accountId: null };
}

function readablePassword(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return Array.from({ length: 5 }, group).join('-');
}
