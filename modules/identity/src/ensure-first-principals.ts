import { audit, statement, systemOrigin } from '@tidings/kernel';
import type { Auth } from './auth.ts';
import type { Process } from './authenticate.ts';
import { ensureFirstAccount } from './first-account.ts';
import { ensureFirstAdmin } from './first-admin.ts';
import { ensureFirstServiceKey } from './first-service-key.ts';
import { weaknessOf } from './people/password.ts';
import { forgetOutdated } from './revocations.ts';

export type FirstPrincipals = {
  account: { id: string; name: string };
  adminEmail: string;
  /** Only a password that was made by us and still opens the door. */
  adminPassword: string | null;
  /** Only a key that was made by us and is in force. */
  serviceKey: string | null;
};

// Any number that no other lock in this database has; "idfp" in ASCII. Ends with the transaction. Passwords are hashed
// and files are kept in it, for which a machine that is busy starting takes longer than transactions may idle elsewhere;
// nobody waits for this one but others that start.
const LOCK = statement<never>(
  'identity.lock-first-principals',
  `SELECT set_config('idle_in_transaction_session_timeout', '60s', true), pg_advisory_xact_lock(1768187504)`,
);

/**
 * Makes what a fresh installation needs to be used: an account, an admin, a service key. Nothing that is there
 * is made again, and processes that start together make one of each between them. What is made or replaced is recorded
 * in the installation's audit log.
 * @throws {Error} naming DATA_DIR when a password or key must be kept there and cannot be.
 */
export async function ensureFirstPrincipals(auth: Auth, process: Process): Promise<FirstPrincipals> {
  const { config, database, log } = process;
  tellWeakPassword(process);
  const { outdated, ...first } = await database.transaction(async (tx) => {
    await tx.query(LOCK);
    const account = await ensureFirstAccount(tx, config.mode === 'demo' ? 'Demo account' : 'Default account');
    const admin = await ensureFirstAdmin(tx, auth, { config, accountId: account.id });
    const service = await ensureFirstServiceKey(tx, config, log);
    for (const entry of [...admin.done, ...service.done]) await audit(systemOrigin(), tx, entry);
    return {
      account,
      adminEmail: admin.email,
      adminPassword: admin.madePassword,
      serviceKey: service.key,
      outdated: service.outdated,
    };
  });
  forgetOutdated(database, { keys: outdated });
  return first;
}

/** What no person could choose is taken from the operator, whose installations have to start as they did before. */
function tellWeakPassword({ config, log }: Process): void {
  const { mode, TIDINGS_ADMIN_EMAIL: email, TIDINGS_ADMIN_PASSWORD: password } = config;
  if (mode !== 'production' || password === undefined) return;
  const weakness = weaknessOf(password, { email });
  if (weakness === null) return;
  log.warn(
    { setting: 'TIDINGS_ADMIN_PASSWORD', weakness },
    'TIDINGS_ADMIN_PASSWORD is weaker than the passwords that people may choose; set another one, or let the first admin change it in the console',
  );
}
