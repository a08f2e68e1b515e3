import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { audited, type AuditRecord, type Config, statement } from '@tidings/kernel';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { authenticate } from './authenticate.ts';
import { createAuth, ensureFirstPrincipals } from './wiring.ts';
import { installation } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
let records: AuditRecord[] = [];
audited.connect(async (_tx, record) => {
  records.push(record);
});
beforeEach(async () => {
  records = [];
  home = await installation();
});
afterEach(() => home.close());

const ensure = (changes: Partial<Config> = {}) =>
  ensureFirstPrincipals(home.auth, { ...home.process, config: { ...home.config, ...changes } });

async function rows(table: string): Promise<number> {
  return (await home.database.pool.query(`SELECT FROM identity.${table}`)).rowCount ?? 0;
}

async function opens(password: string): Promise<boolean> {
  const hashes = statement<{ password: string }>('', 'SELECT password FROM identity.credential');
  const [row] = await home.database.query(hashes);
  return row !== undefined && home.auth.verifyPassword(row.password, password);
}

it('makes an account, an admin and a service key for a fresh installation', async () => {
  const first = await ensure();
  expect(first.account).toEqual({ id: expect.stringMatching(/^acct_/), name: 'Default account' });
  expect(first.adminEmail).toBe('admin@example.com');
  expect(first.adminPassword).toMatch(/^([0-9a-z]{4}-){4}[0-9a-z]{4}$/);
  expect(await opens(first.adminPassword ?? '')).toBe(true);
  const headers = { authorization: `Bearer ${first.serviceKey}` };
  expect(await authenticate(home.auth, home.process, { method: 'POST', headers })).toMatchObject({
    signedIn: true,
  });
});

it('keeps what it made in files that only the owner reads', async () => {
  const first = await ensure();
  for (const [name, value] of [
    ['admin-password', first.adminPassword],
    ['service-key', first.serviceKey],
  ] as const) {
    const path = join(home.dataDir, name);
    expect((await readFile(path, 'utf8')).trim()).toBe(value);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  }
});

it('makes nothing twice', async () => {
  const first = await ensure();
  expect(await ensure()).toEqual(first);
  expect([await rows('account'), await rows('"user"'), await rows('member'), await rows('api_key')]).toEqual([
    1, 1, 1, 1,
  ]);
});

it('waits for a busy machine to hash the password', async () => {
  const impatient = statement<never>('', "SET LOCAL idle_in_transaction_session_timeout = '20ms'");
  const database: typeof home.database = {
    ...home.database,
    transaction: (work) =>
      home.database.transaction(async (tx) => {
        await tx.query(impatient);
        return work(tx);
      }),
  };
  const slow: typeof home.auth = {
    ...home.auth,
    hashPassword: async (password) => {
      await sleep(200); // ten times what this transaction may idle
      return home.auth.hashPassword(password);
    },
  };
  const first = await ensureFirstPrincipals(slow, { ...home.process, database });
  expect(await opens(first.adminPassword ?? '')).toBe(true);
});

it('makes one of each when processes start together', async () => {
  const second = await createAuth(home.process, home.url);
  const all = await Promise.all([ensure(), ensureFirstPrincipals(second, home.process), ensure(), ensure()]);
  await second.close();
  for (const answer of all) expect(answer).toEqual(all[0]);
  expect([await rows('account'), await rows('"user"'), await rows('member'), await rows('api_key')]).toEqual([
    1, 1, 1, 1,
  ]);
});

it('uses the variables and then tells no secret', async () => {
  const given = {
    TIDINGS_ADMIN_PASSWORD: 'chosen by the operator',
    TIDINGS_SERVICE_KEY: 'tdg_sk_chosen_by_the_operator',
  };
  expect(await ensure(given)).toMatchObject({ adminPassword: null, serviceKey: null });
  expect(await opens('chosen by the operator')).toBe(true);
  expect(await ensure()).toMatchObject({ adminPassword: null, serviceKey: null });
  expect(await rows('api_key')).toBe(1);
});

it('lets a password variable that is set later win, and ends the sessions of the old one', async () => {
  const first = await ensure();
  const session = `INSERT INTO identity.session (id, user_id, token, expires_at, updated_at)
    SELECT 's', id, 't', now() + interval '1 day', now() FROM identity."user"`;
  await home.database.pool.query(session);
  expect(await ensure({ TIDINGS_ADMIN_PASSWORD: 'chosen later' })).toMatchObject({ adminPassword: null });
  expect([await opens('chosen later'), await opens(first.adminPassword ?? '')]).toEqual([true, false]);
  expect(await rows('session')).toBe(0);
});

it('leaves sessions alone when the password variable says what is so already', async () => {
  await ensure({ TIDINGS_ADMIN_PASSWORD: 'chosen once' });
  const session = `INSERT INTO identity.session (id, user_id, token, expires_at, updated_at)
    SELECT 's', id, 't', now() + interval '1 day', now() FROM identity."user"`;
  await home.database.pool.query(session);
  await ensure({ TIDINGS_ADMIN_PASSWORD: 'chosen once' });
  expect(await rows('session')).toBe(1);
});

it('does not show a made password that the admin has changed since', async () => {
  await ensure();
  await home.database.pool.query('UPDATE identity.credential SET password = $1', [
    await home.auth.hashPassword('my own'),
  ]);
  expect(await ensure()).toMatchObject({ adminPassword: null });
  expect(await opens('my own')).toBe(true);
});

it('leaves a revoked key revoked', async () => {
  await ensure();
  await home.database.pool.query('UPDATE identity.api_key SET revoked_at = now()');
  expect(await ensure()).toMatchObject({ serviceKey: null });
  const { rows: keys } = await home.database.pool.query(
    'SELECT FROM identity.api_key WHERE revoked_at IS NULL',
  );
  expect(keys).toEqual([]);
});

it('names DATA_DIR, and makes nothing, when a secret cannot be kept', async () => {
  await rm(home.dataDir, { recursive: true });
  await writeFile(home.dataDir, 'not a folder');
  await expect(ensure()).rejects.toThrow('DATA_DIR');
  expect(await rows('account')).toBe(0);
});

const did = () => records.map(({ action, subject }) => [action, subject.name]);

it("records what it makes in the installation's log, once, and no secret", async () => {
  const { adminPassword, serviceKey } = await ensure();
  await ensure();
  expect(did()).toEqual([
    ['user.created', 'admin@example.com'],
    ['key.created', 'First service key'],
  ]);
  for (const { accountId, actor } of records) {
    expect([accountId, actor.type, actor.name]).toEqual([null, 'system', 'Tidings']);
  }
  const kept = JSON.stringify(records);
  expect([kept.includes(String(adminPassword)), kept.includes(String(serviceKey))]).toEqual([false, false]);
});

it('takes no password back that the admin chose after the variable was set, and records when the variable wins', async () => {
  await ensure({ TIDINGS_ADMIN_PASSWORD: 'chosen once' });
  await home.database.pool.query('UPDATE identity.credential SET password = $1', [
    await home.auth.hashPassword('my own'),
  ]);
  records = [];
  await ensure({ TIDINGS_ADMIN_PASSWORD: 'chosen once' });
  await ensure();
  await ensure({ TIDINGS_ADMIN_PASSWORD: 'chosen once' });
  expect([await opens('my own'), did()]).toEqual([true, []]);
  await ensure({ TIDINGS_ADMIN_PASSWORD: 'chosen later' });
  expect(await opens('chosen later')).toBe(true);
  expect(records).toMatchObject([
    { action: 'user.password_changed', accountId: null, after: { by: 'TIDINGS_ADMIN_PASSWORD' } },
  ]);
});

it('takes a password that people could not choose, and says so in production, without repeating it', async () => {
  const warn = vi.spyOn(home.process.log, 'warn').mockReturnValue();
  await ensure({ mode: 'production', TIDINGS_ADMIN_PASSWORD: 'hunter22' });
  expect(await opens('hunter22')).toBe(true);
  expect(warn.mock.calls).toEqual([
    [
      { setting: 'TIDINGS_ADMIN_PASSWORD', weakness: 'Use at least 12 characters.' },
      expect.stringMatching(/^TIDINGS_ADMIN_PASSWORD is weaker than/),
    ],
  ]);
  warn.mockClear();
  await ensure({ mode: 'production', TIDINGS_ADMIN_PASSWORD: 'nine lemons at a harbour' });
  await ensure({ mode: 'dev', TIDINGS_ADMIN_PASSWORD: 'hunter22' });
  await ensure({ mode: 'production' });
  expect(warn).not.toHaveBeenCalled();
});

describe('TIDINGS_SERVICE_KEY', () => {
  const [OLD, NEW] = ['tdg_sk_the_one_that_was_first', 'tdg_sk_the_one_that_came_later'];
  const start = (key: string) => ensure({ TIDINGS_SERVICE_KEY: key });
  const letsIn = (key: string) => {
    const headers = { authorization: `Bearer ${key}` };
    return authenticate(home.auth, home.process, { method: 'GET', headers }).then(
      () => true,
      () => false,
    );
  };

  it('that is another one lets the new key in and revokes the one before, and that is recorded', async () => {
    await start(OLD);
    expect(await letsIn(OLD)).toBe(true);
    records = [];
    await start(NEW);
    expect([await letsIn(OLD), await letsIn(NEW)]).toEqual([false, true]);
    expect(records.map(({ action, accountId }) => [action, accountId])).toEqual([
      ['key.created', null],
      ['key.revoked', null],
    ]);
  });

  it('of a process with the old setting revokes nothing', async () => {
    await start(OLD);
    await start(NEW);
    await start(OLD);
    expect([await letsIn(OLD), await letsIn(NEW)]).toEqual([false, true]);
    await start(NEW);
    expect(await letsIn(NEW)).toBe(true);
  });

  it('leaves the key alone that was made before it was set', async () => {
    const { serviceKey } = await ensure();
    await start(NEW);
    expect(await letsIn(String(serviceKey))).toBe(true);
  });
});
