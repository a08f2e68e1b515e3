import { Migration } from '@mikro-orm/migrations';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Context, createLog, type Database, readConfig, statement } from '@tidings/kernel';
import type { Role } from '@tidings/kernel/schema';
import { createTestDatabase } from '@tidings/kernel/testing';
import { Audit } from './migrations/0002-audit.ts';
import type { Process } from './authenticate.ts';
import { createAuth, ensureFirstPrincipals, identityEntities, identityMigrations } from './wiring.ts';

const EMAIL = 'ada@example.com';
const PASSWORD = 'correct horse battery staple';
const SERVICE_KEY = 'tdg_sk_0123456789abcdefghij';

/** The audit migration asks who owns `identity`: as in the embedded cluster, the role that the application works as. */
class OwnedByApplication extends Migration {
  override up(): void {
    this.addSql('CREATE SCHEMA identity AUTHORIZATION tidings');
  }
}

/** A database with nothing but an empty audit log. */
export function auditDatabase() {
  return createTestDatabase({
    steps: [
      { name: 'identity', class: OwnedByApplication },
      { name: 'audit', class: Audit },
    ],
  });
}

/** An empty installation: its own database and data folder, nobody in it yet. */
export async function installation(environment: Record<string, string> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'tidings-identity-'));
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...environment }, 'dev');
  const { url, database, drop } = await createTestDatabase({
    steps: identityMigrations,
    entities: identityEntities,
  });
  let nowMs = 0;
  const clock = { now: () => new Date(), monotonicMs: () => nowMs };
  const process: Process = { config, database, clock, log: createLog('silent') };
  const auth = await createAuth(process, url);
  return {
    config,
    dataDir,
    url,
    process,
    database,
    auth,
    /** Lets time go by for what is remembered. */
    passMs: (ms: number) => {
      nowMs += ms;
    },
    close: async () => {
      await auth.close();
      await drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** An installation with its first account, admin and service key, whose sign-in is reached over HTTP. */
export async function inhabited(environment: Record<string, string> = {}) {
  const home = await installation({
    TIDINGS_ADMIN_EMAIL: EMAIL,
    TIDINGS_ADMIN_PASSWORD: PASSWORD,
    TIDINGS_SERVICE_KEY: SERVICE_KEY,
    ...environment,
  });
  const { account } = await ensureFirstPrincipals(home.auth, home.process);
  const server = createServer((request, response) => void home.auth.handler(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const origin = new URL(home.config.PUBLIC_URL).origin;

  const door = `http://127.0.0.1:${address.port}/api/auth`;
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(door + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, ...headers },
      body: JSON.stringify(body),
    });
  const get = (path: string, cookie: string) => fetch(door + path, { headers: { cookie } });
  return {
    ...home,
    account,
    door,
    get,
    origin,
    post,
    serviceKey: SERVICE_KEY,
    email: EMAIL,
    password: PASSWORD,
    /** Signs in and returns what the browser would send back. */
    signIn: async (credentials = { email: EMAIL, password: PASSWORD }) => {
      const response = await post('/sign-in/email', credentials);
      const cookies = response.headers.getSetCookie();
      return { response, cookies, cookie: cookies.map((line) => line.split(';')[0]).join('; ') };
    },
    /** The context of a verb that the service called. */
    asService: (): Context => ({
      ...home.process,
      actor: { type: 'service', id: 'key_test', name: 'test' },
      requestId: 'test',
      accountId: undefined,
    }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      await home.close();
    },
  };
}

// What time and a neighbour's hand do to people and keys, and no procedure does: tests of other packages ask for it here.

// By the primary key.
const EXPIRE_KEY = statement<never>('', 'UPDATE identity.api_key SET expires_at = now() WHERE id = $1');

/** Lets a key expire now. */
export async function expireKey(database: Database, keyId: string): Promise<void> {
  await database.query(EXPIRE_KEY, [keyId]);
}

// By member_user.
const LEAVE_ACCOUNTS = statement<never>('', 'DELETE FROM identity.member WHERE user_id = $1');

/** Takes a person out of every account, and leaves their sessions. */
export async function removeMembership(database: Database, userId: string): Promise<void> {
  await database.query(LEAVE_ACCOUNTS, [userId]);
}

// By member_user, which takes one row for a person and account.
const PUT_IN_ACCOUNT = statement<never>(
  '',
  `INSERT INTO identity.member (id, account_id, user_id, role, created_at)
   VALUES (gen_random_uuid(), $1, $2, $3, now())
   ON CONFLICT ON CONSTRAINT member_user DO UPDATE SET role = EXCLUDED.role`,
);

/** Makes a person a member of an account, or gives a member another role. */
export async function putInAccount(
  database: Database,
  { accountId, userId, role }: { accountId: string; userId: string; role: Role },
): Promise<void> {
  await database.query(PUT_IN_ACCOUNT, [accountId, userId, role]);
}

// By two_factor_user, which refuses a second one.
const ADD_SECRET = statement<never>(
  '',
  `INSERT INTO identity.two_factor (id, user_id, secret, backup_codes) VALUES ($1, $1, 'none', 'none')`,
);
// By the primary key.
const ASK_FOR_CODE = statement<never>(
  '',
  'UPDATE identity."user" SET two_factor_enabled = true WHERE id = $1',
);

/** Lets the next sign-in of a person await a second factor, which they do not have. */
export async function awaitSecondFactor(database: Database, userId: string): Promise<void> {
  await database.query(ADD_SECRET, [userId]);
  await database.query(ASK_FOR_CODE, [userId]);
}
