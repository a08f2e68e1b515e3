import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { bareEnvironment, NODE, ROOT, runProgram } from '../support/run-program.ts';
import { ADMIN, newDataDir, type Server, startServer } from '../support/start-server.ts';

const LAUNCHER = path.join(ROOT, 'apps', 'server', 'bin', 'tidings.mjs');

let server: Server | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

/** `tidings people …`, as the operator types it. */
function people(settings: Record<string, string>, ...words: string[]) {
  const env = { ...bareEnvironment(), ...settings };
  return runProgram(NODE, [LAUNCHER, 'people', ...words], { env, cwd: ROOT }).ended;
}

function door(url: string, endpoint: string, body: object, cookie = ''): Promise<Response> {
  return fetch(`${url}/api/auth${endpoint}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(url).origin, cookie },
    body: JSON.stringify(body),
  });
}

test('the operator resets a second factor while Tidings runs, which ends its sessions and is recorded', async () => {
  const dataDir = await newDataDir();
  server = await startServer({ dataDir });
  const { url, api } = server;
  const signedIn = await door(url, '/sign-in/email', ADMIN);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  const enabled = await door(url, '/two-factor/enable', { password: ADMIN.password }, cookie);
  expect(enabled.status).toBe(200);
  const me = () => fetch(`${url}/trpc/session.me`, { headers: { cookie } });
  expect((await me()).status).toBe(200);

  const reset = await people({ DATA_DIR: dataDir }, 'reset-two-factor', ADMIN.email);
  expect(reset.output).toContain(`The second factor of ${ADMIN.email} is off, and 1 session ended.`);
  expect(reset.code).toBe(0);
  expect((await me()).status).toBe(401);
  const accounts = await api.get<{ data: { id: string }[] }>('/accounts');
  const log = await api
    .forAccount(accounts.body.data[0]?.id ?? '')
    .get<{ data: object[] }>('/audit?action=user.two_factor_reset');
  expect(log.body.data).toMatchObject([
    {
      actor: { type: 'system', id: 'operator' },
      subject: { name: ADMIN.email },
      after: { sessions_ended: 1 },
    },
  ]);

  const again = await people({ DATA_DIR: dataDir }, 'reset-two-factor', ADMIN.email);
  expect(again.output).toContain('has no second factor. Nothing was changed.');
  expect(again.code).toBe(1);
});

test('words that are not understood are answered with those that are', async () => {
  for (const words of [
    [],
    ['reset-two-factor'],
    ['reset-two-factor', 'grace'],
    ['remove', 'grace@example.com'],
  ]) {
    const ended = await people({}, ...words);
    expect(ended.code).toBe(2);
    expect(ended.output).toContain('Use "people reset-two-factor EMAIL".');
  }
});
