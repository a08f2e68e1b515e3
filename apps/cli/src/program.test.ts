import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { answering, person, problem } from './testing.ts';

const KEY = 'tdg_ak_0123456789';

describe('a command', () => {
  test.each([
    [401, 'unauthenticated', 3],
    [403, 'forbidden', 3],
    [404, 'not_found', 4],
    [409, 'conflict', 5],
    [422, 'invalid', 5],
    [429, 'rate_limited', 6],
    [503, 'unavailable', 6],
  ])('that is answered %i %s ends with %i, and says why', async (status, code, exitCode) => {
    const { url } = await answering(() => problem(status, code));
    const { types } = await person({ TIDINGS_URL: url, TIDINGS_API_KEY: KEY });
    const told = await types(['events', 'get', 'evt_1']);
    expect(told).toMatchObject({ code: exitCode, stdout: '' });
    expect(told.stderr).toContain(`It is ${code}.`);
    const asJson = await types(['events', 'get', 'evt_1', '--json']);
    expect(JSON.parse(asJson.stderr).error).toMatchObject({ exit_code: exitCode, problem: { code } });
  });

  test('names every fault of what it was given, with its place', async () => {
    const issues = [
      { path: '/data/object', message: 'Missing.' },
      { path: '/type', message: 'Unknown.' },
    ];
    const { url } = await answering(() => problem(422, 'invalid', { issues }));
    const { types } = await person({ TIDINGS_URL: url, TIDINGS_API_KEY: KEY });
    const { stderr } = await types(['trigger', 'tag.created', '--data', '{}']);
    expect(stderr).toContain('/data/object  Missing.');
    expect(stderr).toContain('/type  Unknown.');
  });

  test('ends with 6 where nobody answers, with 3 without a key, with 2 for what it does not understand', async () => {
    const nowhere = await person({ TIDINGS_URL: 'http://127.0.0.1:9', TIDINGS_API_KEY: KEY });
    expect((await nowhere.types(['events', 'list'])).code).toBe(6);
    const { types } = await person();
    expect((await types(['events', 'list'])).code).toBe(3);
    expect((await types(['evnts'])).code).toBe(2);
    expect((await types(['events', 'list', '--no-such'])).code).toBe(2);
    expect((await types(['events', 'list', '--limit', 'many'])).code).toBe(2);
    expect((await types(['events', 'replay'])).code).toBe(2);
    expect((await types(['webhooks', 'delete', 'wh_1'])).code).toBe(2);
    expect((await types(['webhooks', 'roll-secret', 'wh_1', '--overlap-hours', 'x'])).code).toBe(2);
    expect((await types(['webhooks', 'roll-secret', 'wh_1', '--overlap-hours', '0'])).code).toBe(2);
  });

  test.each([['trigger'], ['events get'], ['events resend'], ['webhooks get'], ['webhooks delete --yes']])(
    'asks for nothing else where an id is empty or made of dots: %s',
    async (line) => {
      const { url, asked } = await answering(() => ({ json: { data: [], next_cursor: null } }));
      const { types } = await person({ TIDINGS_URL: url, TIDINGS_API_KEY: KEY });
      for (const id of ['', ' ', '.', '..'])
        expect(await types([...line.split(' '), id])).toMatchObject({
          code: 2,
          stderr: `"${id}" is no id and no name.\n`,
        });
      expect(asked).toEqual([]);
    },
  );

  test('never shows a key that no header can carry, nor one that is the … of an example', async () => {
    const { url, asked } = await answering(() => ({ json: {} }));
    for (const key of ['tdg_ak_0123\n4567', 'tdg_sk_…']) {
      const { types } = await person({ TIDINGS_URL: url, TIDINGS_API_KEY: key });
      const { code, stderr } = await types(['events', 'list']);
      expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('The key is not whole.') });
    }
    const { types } = await person({ TIDINGS_URL: url, TIDINGS_API_KEY: KEY, TIDINGS_ACCOUNT: 'acct_…' });
    expect((await types(['events', 'list'])).code).toBe(2);
    expect(asked).toEqual([]);
  });

  test('says in one line that an answer is not one that it knows', async () => {
    const { url } = await answering(() => ({ json: { data: 'else' } }));
    const { types } = await person({ TIDINGS_URL: url, TIDINGS_API_KEY: KEY });
    const { code, stderr } = await types(['events', 'list']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^Tidings gave an answer that .*\n$/),
    });
  });

  test.each([
    ['listen http://localhost:3000'],
    ['webhooks delete wh_1 wh_2 --yes'],
    ['events replay --from 2h wh_1 --yes'],
    ['events get evt_1 evt_2'],
    ['trigger tag.created {}'],
  ])('refuses words that it would not heed: %s', async (line) => {
    const { url, asked } = await answering(() => ({ json: {} }));
    const { types } = await person({ TIDINGS_URL: url, TIDINGS_API_KEY: KEY });
    const { code, stderr } = await types(line.split(' '));
    expect(code).toBe(2);
    expect(stderr).toContain('too many arguments');
    expect(asked).toEqual([]);
  });

  test.each([['events list --no-such'], ['events replay'], ['evnts'], ['events'], ['events list more']])(
    'that is not understood says so in JSON where that is wished: %s',
    async (line) => {
      const { types } = await person();
      const { code, stdout, stderr } = await types([...line.split(' '), '--json']);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(JSON.parse(stderr)).toEqual({
        error: { exit_code: 2, message: expect.stringMatching(/^[^(]/) },
      });
    },
  );

  test('prints JSON wherever that is asked for in the line', async () => {
    const { url } = await answering(() => ({ json: { data: [{ id: 'evt_1' }], next_cursor: null } }));
    const { types } = await person({ TIDINGS_URL: url, TIDINGS_API_KEY: KEY });
    for (const line of ['--json events list', 'events list --json'])
      expect((await types(line.split(' '))).stdout, line).toBe('{"id":"evt_1"}\n');
  });

  test('that runs Tidings itself says that this is not here', async () => {
    const { types } = await person();
    for (const word of ['serve', 'config']) {
      const { code, stderr } = await types([word]);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: `"tidings ${word}" runs Tidings itself, which is not installed here.\n`,
      });
    }
  });

  test('does not take half an answer for a whole one', async () => {
    const webhook = { id: 'wh_1', secret: 'whsec_1', overlap_ends_at: null };
    const { url } = await answering(() => ({ json: webhook, isCut: true }));
    const { types } = await person({ TIDINGS_URL: url, TIDINGS_API_KEY: KEY });
    for (const words of [['--json'], []]) {
      const told = await types(['webhooks', 'create', '--url', 'https://example.com', ...words]);
      expect(told).toMatchObject({ code: 6, stdout: '' });
      expect(told.stderr).toContain('What was asked for may have been done.');
    }
  });

  test('that waits for standard input ends with 130 when it is interrupted', async () => {
    const { url } = await answering(() => ({ json: {} }));
    const { types } = await person({ TIDINGS_URL: url, TIDINGS_API_KEY: KEY });
    expect((await types(['trigger', 'tag.created', '--data', '-'], '{}', AbortSignal.abort())).code).toBe(
      130,
    );
  });

  test('takes no key as an argument', async () => {
    const { types } = await person();
    for (const words of [['login'], ['listen'], ['events', 'list'], ['verify']]) {
      const { stdout } = await types([...words, '--help']);
      expect(stdout).not.toMatch(/--(api-)?key|--secret/);
    }
  });

  test('has help with examples, everywhere', async () => {
    const { types } = await person();
    const leaves = [
      'login',
      'logout',
      'whoami',
      'listen',
      'trigger',
      'verify',
      'completion',
      'events list',
      'events get',
      'events replay',
      'events resend',
    ];
    const more = ['list', 'get', 'create', 'update', 'delete', 'roll-secret', 'test', 'diagnose'];
    for (const words of [...leaves, ...more.map((each) => `webhooks ${each}`), 'types generate']) {
      const { code, stdout } = await types([...words.split(' '), '--help']);
      expect(code, words).toBe(0);
      expect(stdout, words).toContain('Examples:\n  $ ');
      expect(stdout, words).toContain('--json');
    }
    for (const holder of ['events', 'webhooks', 'types'])
      expect((await types([holder, '--help'])).stdout, holder).toContain('Examples:\n  $ ');
    expect((await types(['--help'])).stdout).toContain('Exit codes:');
  });

  test('is asked for by name: without one the help is printed, and that is no fault', async () => {
    const { types } = await person();
    const bare = await types([]);
    expect(bare).toEqual(await types(['--help']));
    expect(bare).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^Usage: tidings /) });
    // What only holds others was meant to be one of them.
    expect(await types(['events'])).toMatchObject({ code: 2, stdout: '' });
  });

  test('has in its help what runs Tidings itself, where that is installed', async () => {
    const [developer, operator] = [await person(), await person({}, 'Usage: tidings [command]\n\n  serve\n')];
    for (const words of [['help'], ['--help']]) {
      expect((await developer.types(words)).stdout).not.toContain('What runs Tidings itself');
      const { code, stdout } = await operator.types(words);
      expect(code).toBe(0);
      expect(stdout).toMatch(
        /listen[^]*What runs Tidings itself:\n\nUsage: tidings \[command\]\n\n {2}serve/,
      );
    }
    expect((await operator.types(['events', 'list', '--help'])).stdout).not.toContain('What runs Tidings');
  });
});

describe('lists', () => {
  test('go on over pages until there are as many as were asked for', async () => {
    const event = (n: number) => ({ id: `evt_${n}`, type: 'tag.created', created_at: 'now', data: {} });
    const { url, asked } = await answering(({ path: asks }) =>
      asks.includes('cursor=next')
        ? { json: { data: [event(3), event(4)], next_cursor: 'more' } }
        : { json: { data: [event(1), event(2)], next_cursor: 'next' } },
    );
    const { types } = await person({ TIDINGS_URL: url, TIDINGS_API_KEY: KEY });
    const { stdout } = await types(['events', 'list', '--limit', '3', '--json', '--from', '2h']);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual(['evt_1', 'evt_2', 'evt_3']);
    expect(asked).toHaveLength(2);
    expect(asked[0]?.path).toMatch(/created_after=20/);
  });

  test('show what others have named without what it would do to a terminal', async () => {
    const webhook = {
      id: 'wh_1',
      name: 'a\u001b[2Jb\u202ec',
      url: 'https://x',
      status: 'active',
      health: 'idle',
      events: ['*'],
    };
    const { url } = await answering(() => ({ json: { data: [webhook], next_cursor: null } }));
    const { types } = await person({ TIDINGS_URL: url, TIDINGS_API_KEY: KEY });
    const { stdout } = await types(['webhooks', 'list']);
    expect(stdout).toContain('a\ufffd[2Jb\ufffdc');
    expect(stdout).not.toContain('\u001b');
  });
});

test('an event is shown with its fields in the order of its envelope', async () => {
  const envelope = { id: 'evt_1', type: 'tag.created', api_version: '2026-11-01', created_at: '', data: {} };
  const { url } = await answering(() => ({ json: { ...envelope, explain: [] } }));
  const { types } = await person({ TIDINGS_URL: url, TIDINGS_API_KEY: KEY });
  expect((await types(['events', 'get', 'evt_1'])).stdout).toBe(`${JSON.stringify(envelope, null, 2)}\n`);
});

test('types generate --check tells whether the file is that of the catalog, wherever that was asked', async () => {
  const version = (type: string) => ({ version: '2026-11-01', schema: { type }, example: {} });
  let type = 'object';
  const answer = () => ({
    json: {
      data: [{ name: 'tag.created', description: '', versions: [version(type)] }],
      next_cursor: null,
    },
  });
  const [one, other] = [await answering(answer), await answering(answer)];
  const { home, types } = await person({ TIDINGS_URL: one.url, TIDINGS_API_KEY: KEY });
  const elsewhere = await person({ TIDINGS_URL: other.url, TIDINGS_API_KEY: KEY });
  const words = ['types', 'generate', '--out', path.join(home, 'events.ts')];
  expect((await types([...words, '--check'])).code).toBe(2);
  expect((await types(words)).code).toBe(0);
  expect((await elsewhere.types([...words, '--check'])).code).toBe(0);
  type = 'string';
  expect((await types([...words, '--check'])).code).toBe(7);
});

test('--version is the one of the package', async () => {
  const file = path.join(import.meta.dirname, '../package.json');
  const { version } = JSON.parse(await readFile(file, 'utf8'));
  const { types } = await person();
  expect(await types(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});
