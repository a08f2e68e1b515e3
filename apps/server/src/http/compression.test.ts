import http from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { installation } from '../testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
let cookie: string;
beforeAll(async () => {
  home = await installation();
  cookie = await home.signIn();
  const body = { url: 'https://93.184.215.14/hooks', events: ['*'] };
  for (let count = 0; count < 5; count += 1) await home.api('POST', '/webhooks', { body });
});
afterAll(() => home.close());

interface Asked {
  body?: object;
  method?: 'HEAD';
}

/** The bytes as they come over the wire; `fetch` would decode them. */
async function raw(path: string, headers: http.OutgoingHttpHeaders = {}, { body, method }: Asked = {}) {
  const request = http.request(home.origin + path, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
  });
  request.end(body === undefined ? undefined : JSON.stringify(body));
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).once('error', reject);
  });
  const bytes = Buffer.concat(await response.toArray());
  return { status: response.statusCode, headers: response.headers, bytes };
}

const DECODE = { br: brotliDecompressSync, gzip: gunzipSync, none: (bytes: Buffer) => bytes };
const encodingOf = ({ headers }: { headers: http.IncomingHttpHeaders }) =>
  headers['content-encoding'] ?? 'none';

describe('files of the sites', () => {
  const asset = async () =>
    /\/assets\/index-[\w-]+\.js/.exec((await home.request('GET', '/sign-in')).text)?.[0] ?? '';

  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['gzip', 'gzip'],
    ['identity', 'none'],
    ['br;q=0, gzip;q=0', 'none'],
    ['', 'none'],
  ] as const)(
    'come to whoever takes %j as %s, the same for everybody once decoded',
    async (accepted, expected) => {
      const path = await asset();
      const answer = await raw(path, { 'accept-encoding': accepted });
      const plain = await raw(path);
      expect(encodingOf(answer)).toBe(expected);
      expect(DECODE[expected](answer.bytes).equals(plain.bytes)).toBe(true);
      expect(answer.headers['vary']?.toLowerCase()).toContain('accept-encoding');
      expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(answer.headers['content-type']).toBe(plain.headers['content-type']);
      if (expected !== 'none') expect(answer.bytes.length).toBeLessThan(plain.bytes.length / 2);
    },
  );

  it('are not told apart by one ETag', async () => {
    const path = await asset();
    const tags = await Promise.all(
      ['br', 'gzip', 'identity'].map(
        async (each) => (await raw(path, { 'accept-encoding': each })).headers.etag,
      ),
    );
    expect(new Set(tags).size).toBe(3);
    const again = await raw(path, { 'accept-encoding': 'br', 'if-none-match': tags[0] });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
  });

  it.each(['/docs/', '/docs/quickstart/'])('%s keeps the policy of its own scripts', async (path) => {
    const [plain, small] = [await raw(path), await raw(path, { 'accept-encoding': 'br' })];
    expect(encodingOf(small)).toBe('br');
    expect(small.headers['content-type']).toMatch(/^text\/html/);
    expect(small.headers['content-security-policy']).toBe(plain.headers['content-security-policy']);
    expect(brotliDecompressSync(small.bytes).equals(plain.bytes)).toBe(true);
  });

  it('lead elsewhere, and are missing, as they do without', async () => {
    const headers = { 'accept-encoding': 'br' };
    expect((await raw('/docs', headers)).status).toBeLessThan(400);
    expect((await raw('/assets/gone-123.js', headers)).status).toBe(404);
    expect((await raw('/assets/..%2findex.html', headers)).status).toBeGreaterThanOrEqual(400);
  });
});

describe('answers of the API', () => {
  it.each([
    ['/trpc/webhooks.list?input=%7B%7D', () => ({ cookie })],
    ['/openapi.json', () => ({})],
  ])('to reading %s are compressed', async (path, who) => {
    const [plain, small] = [
      await raw(path, who()),
      await raw(path, { ...who(), 'accept-encoding': 'gzip, br' }),
    ];
    expect([encodingOf(plain), encodingOf(small)]).toEqual(['none', 'br']);
    expect(small.headers['vary']?.toLowerCase()).toContain('accept-encoding');
    expect(JSON.parse(brotliDecompressSync(small.bytes).toString())).toEqual(
      JSON.parse(plain.bytes.toString()),
    );
    expect(small.bytes.length).toBeLessThan(plain.bytes.length / 3);
  });

  it('to HEAD tell no length of a form that GET does not have', async () => {
    for (const accepted of ['gzip', 'identity']) {
      const headers = { 'accept-encoding': accepted };
      const answers = [
        await raw('/openapi.json', headers),
        await raw('/openapi.json', headers, { method: 'HEAD' }),
      ];
      const [whole, head] = answers.map((answer) => answer.headers['content-length']);
      expect([whole !== undefined, head]).toEqual([accepted === 'identity', whole]);
    }
  });

  it('that hand out a secret never are', async () => {
    const body = { url: 'https://93.184.215.14/hooks', events: ['*'], description: 'a'.repeat(500) };
    const headers = { cookie, origin: home.config.PUBLIC_URL, 'accept-encoding': 'gzip, br' };
    const made = await raw('/trpc/webhooks.create', headers, { body });
    expect([made.status, encodingOf(made)]).toEqual([200, 'none']);
    expect(made.bytes.toString()).toContain('whsec_');
    expect(made.bytes.length).toBeGreaterThan(1_024);
  });

  it('stream on as they are made: news, and CSV', async () => {
    const headers = { cookie, 'accept-encoding': 'gzip, br' };
    const stream = await home.listen('/trpc/live.news?input=%7B%7D', headers);
    onTestFinished(() => stream.close());
    expect((await stream.next())?.event).toBe('connected');
    expect((await stream.next())?.data).toEqual({ everything: true });
    expect(stream.headers.get('content-encoding')).toBeNull();
    const list = await home.api('GET', '/webhooks');
    const csv = await home.api('GET', `/webhooks/${list.json.data[0].id}/deliveries`, {
      headers: { accept: 'text/csv', 'accept-encoding': 'gzip, br' },
    });
    expect([csv.status, csv.headers.get('content-encoding')]).toEqual([200, null]);
  });
});
