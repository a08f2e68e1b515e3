import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog, readConfig } from '@tidings/kernel';
import { startProxy } from '@tidings/kernel/testing';
import { getMigrations } from 'better-auth/db/migration';
import pg from 'pg';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import { createAuth } from './auth.ts';
import { authOptions } from './auth-options.ts';
import { authenticate } from './authenticate.ts';
import { inhabited } from './testing.ts';

let home: Awaited<ReturnType<typeof inhabited>> | undefined;
const setup = async (environment: Record<string, string> = {}) => (home = await inhabited(environment));
afterEach(async () => {
  await home?.close();
  home = undefined;
});

it('signs in with a cookie that scripts cannot read', async () => {
  const { signIn } = await setup();
  const { response, cookies } = await signIn();
  expect(response.status).toBe(200);
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatch(/^tidings\.session_token=.+; Path=\/; HttpOnly; SameSite=Lax/);
  expect(cookies[0]).not.toContain('Secure');
});

it('outlives the connection on which it reads a session', async () => {
  const { process, url, signIn } = await setup();
  const { cookies } = await signIn();
  const proxy = await startProxy(url);
  const auth = await createAuth(process, proxy.url);
  onTestFinished(() => auth.close());
  const ask = () => auth.findSession({ cookie: cookies[0]?.split(';')[0] });
  expect(await ask()).toBeDefined();
  proxy.swallow();
  const asking = ask();
  await proxy.untilSwallowed();
  await proxy.close();
  await expect(asking).rejects.toThrow();
});

it('binds the cookie to the host behind https', async () => {
  const { signIn } = await setup({ PUBLIC_URL: 'https://hooks.example.com' });
  const { cookies } = await signIn();
  expect(cookies[0]).toMatch(/^__Host-tidings\.session_token=/);
  expect(cookies[0]).toContain('; Secure');
  expect(cookies[0]).not.toContain('Domain');
});

it('refuses a wrong password and an unknown person in the same words', async () => {
  const { signIn, email } = await setup();
  const wrong = await signIn({ email, password: 'something else' });
  const unknown = await signIn({ email: 'eve@example.com', password: 'something else' });
  expect([wrong.response.status, unknown.response.status]).toEqual([401, 401]);
  expect(wrong.cookies).toEqual([]);
  expect(await wrong.response.json()).toEqual(await unknown.response.json());
});

it('signs nobody up', async () => {
  const { post, database } = await setup();
  const response = await post('/sign-up/email', {
    name: 'Eve',
    email: 'eve@example.com',
    password: 'long enough 1',
  });
  expect(response.status).toBe(404);
  expect((await database.pool.query('SELECT FROM identity."user"')).rowCount).toBe(1);
});

it('signs nobody in from a foreign page', async () => {
  const { post, email, password } = await setup();
  const response = await post(
    '/sign-in/email',
    { email, password },
    { origin: 'https://evil.example', cookie: 'a=b' },
  );
  expect(response.status).toBe(403);
});

it('slows down guessing, whatever address the client claims', async () => {
  const { post, email } = await setup();
  const answers: Response[] = [];
  for (let guess = 0; guess < 25; guess += 1) {
    const claim = {
      'x-tidings-client-address': `203.0.113.${guess}`,
      'x-forwarded-for': `203.0.113.${guess}`,
    };
    answers.push(await post('/sign-in/email', { email: `x${email}`, password: `guess ${guess}` }, claim));
  }
  const last = answers.at(-1);
  expect(last?.status).toBe(429);
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
});

it('keeps people signed in over a restart', async () => {
  const { signIn, url, process } = await setup();
  const { cookie } = await signIn();
  const restarted = await createAuth(process, url);
  expect(await authenticate(restarted, process, { method: 'GET', headers: { cookie } })).toMatchObject({
    signedIn: true,
  });
  await restarted.close();
});

it('keeps its secret from other users of the machine', async () => {
  const { dataDir } = await setup();
  expect((await stat(join(dataDir, 'auth-secret'))).mode & 0o777).toBe(0o600);
});

it('says that DATA_DIR is the matter when the secret cannot be kept', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tidings-identity-'));
  await writeFile(join(folder, 'file'), '');
  await chmod(join(folder, 'file'), 0o400);
  const { process } = await setup();
  const config = readConfig({ DATA_DIR: join(folder, 'file', 'below'), LOG_LEVEL: 'silent' }, 'dev');
  const unused = 'postgres://localhost/unused';
  await expect(createAuth({ ...process, config }, unused)).rejects.toThrow('DATA_DIR');
  await rm(folder, { recursive: true });
});

it('has the tables and columns that better-auth asks for', async () => {
  const { url, config, database } = await setup();
  const address = new URL(url);
  address.searchParams.set('options', '-c search_path=identity');
  const pool = new pg.Pool({ connectionString: address.href });
  const plan = await getMigrations(
    authOptions(config, { pool, database, secret: 'x'.repeat(32), log: createLog('silent') }),
  );
  await pool.end();
  expect(plan.toBeAdded).toEqual([]);
  expect(plan.toBeCreated).toEqual([]);
});
