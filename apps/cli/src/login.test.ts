import { readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { answering, person, problem } from './testing.ts';

const KEY = 'tdg_ak_0123456789';

describe('login', () => {
  test('keeps a key that was tried, for this person alone', async () => {
    const { url, asked } = await answering(() => ({ json: { data: [], next_cursor: null } }));
    const { home, types } = await person();
    expect(await types(['login', '--url', `${url}/dashboard`], `${KEY}\n`)).toMatchObject({
      code: 0,
      stderr: '',
    });
    const file = path.join(home, 'tidings', 'config.json');
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ url, key: KEY });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
    expect(asked[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  test('takes a key that may not read the catalog, since it is known', async () => {
    const { url } = await answering(() => problem(403, 'forbidden'));
    const { types } = await person();
    expect((await types(['login', '--url', url], KEY)).code).toBe(0);
  });

  test('keeps nothing of a key that is refused', async () => {
    const { url } = await answering(() => problem(401, 'unauthenticated'));
    const { home, types } = await person();
    expect(await types(['login', '--url', url], KEY)).toMatchObject({
      code: 3,
      stderr: 'It is unauthenticated.\n',
    });
    await expect(stat(path.join(home, 'tidings'))).rejects.toThrow('ENOENT');
  });

  test('does not send a kept key to an installation that it is not for', async () => {
    const { url, asked } = await answering(() => ({ json: { data: [], next_cursor: null } }));
    const { home, types } = await person({ TIDINGS_URL: 'http://127.0.0.1:9' });
    await types(['login', '--url', url], KEY);
    const before = asked.length;
    expect((await types(['events', 'list'])).code).toBe(3);
    expect(asked).toHaveLength(before);
    expect(await readFile(path.join(home, 'tidings', 'config.json'), 'utf8')).toContain(url);
  });

  test('warns of plain HTTP, but for this machine itself', async () => {
    const { types } = await person();
    expect((await types(['login', '--url', 'http://10.0.0.1'], 'x')).stderr).toContain('plain HTTP');
    for (const url of ['localhost:3400', 'http://127.0.0.1:3400', 'https://hooks.example.com'])
      expect((await types(['login', '--url', url], 'x')).stderr).not.toContain('plain HTTP');
  });

  test('refuses what is no key, and nothing', async () => {
    const { types } = await person();
    expect((await types(['login'], 'password')).code).toBe(2);
    expect((await types(['login'])).code).toBe(2);
  });
});

describe('what is kept', () => {
  test('goes into files of its own, whatever lay in their place before', async () => {
    const { url } = await answering(() => ({ json: { data: [], next_cursor: null } }));
    const { home, types } = await person();
    await types(['login', '--url', url], KEY);
    const folder = path.join(home, 'tidings');
    const elsewhere = path.join(home, 'elsewhere');
    await writeFile(elsewhere, 'untouched', { mode: 0o644 });
    await symlink(elsewhere, path.join(folder, `config.json.${process.pid}`));
    await types(['login', '--url', url], `${KEY}x`);
    expect(await readFile(elsewhere, 'utf8')).toBe('untouched');
    expect(await readFile(path.join(folder, 'config.json'), 'utf8')).toContain(`${KEY}x`);
    expect(await readdir(folder)).toEqual(['config.json', `config.json.${process.pid}`]);
  });

  test('is shown by whoami without its key, and forgotten by logout', async () => {
    const { url } = await answering(() => ({ json: { data: [], next_cursor: null } }));
    const { types } = await person();
    await types(['login', '--url', url], KEY);
    const { code, stdout } = await types(['whoami', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ url, account: null, key: 'tdg_ak_01234…', from: 'tidings login' });
    expect((await types(['logout'])).code).toBe(0);
    expect((await types(['whoami'])).code).toBe(3);
    expect((await types(['logout'])).stdout).toBe('Nothing was kept.\n');
  });

  test('gives way to a service key of the environment, for an installation that is named there alone', async () => {
    const { url } = await answering(() => ({ json: { data: [], next_cursor: null } }));
    const SERVICE_KEY = 'tdg_sk_0123456789';
    const service = await person({
      TIDINGS_URL: url,
      TIDINGS_SERVICE_KEY: SERVICE_KEY,
      TIDINGS_ACCOUNT: 'acct_1',
    });
    expect(JSON.parse((await service.types(['whoami', '--json'])).stdout)).toEqual({
      url,
      account: 'acct_1',
      key: 'tdg_sk_01234…',
      from: 'TIDINGS_SERVICE_KEY',
    });
    const nowhere = await person({ TIDINGS_SERVICE_KEY: SERVICE_KEY });
    expect(await nowhere.types(['whoami'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('TIDINGS_API_KEY'),
    });
  });

  test('does not stand in the way of who says everything in the environment', async () => {
    const { url } = await answering(() => ({ json: { data: [], next_cursor: null } }));
    const { home, types } = await person();
    await types(['login', '--url', url], KEY);
    await writeFile(path.join(home, 'tidings', 'config.json'), 'broken');
    expect((await types(['events', 'list'])).code).toBe(1);
    const sure = await person({ XDG_CONFIG_HOME: home, TIDINGS_URL: url, TIDINGS_API_KEY: KEY });
    expect((await sure.types(['events', 'list'])).code).toBe(0);
  });
});
