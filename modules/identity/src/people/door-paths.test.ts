import { betterAuth } from 'better-auth';
import { createLog } from '@tidings/kernel';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { authOptions } from '../auth-options.ts';
import { inhabited } from '../testing.ts';
import { DOOR_PATHS } from './door-paths.ts';

let home: Awaited<ReturnType<typeof inhabited>>;
beforeAll(async () => {
  home = await inhabited();
});
afterAll(() => home.close());

/** What better-auth and its plugins would serve: `POST /sign-in/email`. */
function everyEndpoint(): string[] {
  const pool = new pg.Pool({ connectionString: home.url });
  const { config, database } = home;
  const auth = betterAuth(
    authOptions(config, { pool, database, secret: 'x'.repeat(32), log: createLog('silent') }),
  );
  return Object.values(auth.api).flatMap((endpoint) => {
    const { path, options } = endpoint as { path?: string; options: { method: string | string[] } };
    return path === undefined ? [] : [options.method].flat().map((method) => `${method} ${path}`);
  });
}

it('opens of better-auth’s endpoints these and no others', async () => {
  const endpoints = everyEndpoint();
  expect(endpoints.length).toBeGreaterThan(30);
  const { cookie } = await home.signIn();
  const open: string[] = [];
  for (const endpoint of endpoints) {
    const [method = '', path = ''] = endpoint.split(' ');
    const send = method === 'GET' ? home.get(path, cookie) : home.post(path, {}, { cookie, method });
    if ((await send).status !== 404) open.push(endpoint);
  }
  expect(open.sort()).toEqual([...DOOR_PATHS].sort());
});

it('lets a whole office open the page of the sign-in', async () => {
  for (let opened = 0; opened < 10; opened += 1) {
    expect((await home.get('/sign-in-options', '')).status).toBe(200);
  }
});

it('opens none by another way of writing its path', async () => {
  const { cookie } = await home.signIn();
  for (const path of ['/list-sessions', '/get-session', '/sign-in/../list-sessions', '//list-sessions']) {
    expect([path, (await home.get(path, cookie)).status]).toEqual([path, 404]);
  }
  for (const path of [
    '/sign-in/social',
    '/%73ign-up/email',
    '/sign-up/email/',
    '/update-user',
    '/set-password',
  ]) {
    expect([path, (await home.post(path, {}, { cookie })).status]).toEqual([path, 404]);
  }
});
