import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installation } from '../testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
let webhook: string;
beforeAll(async () => {
  home = await installation();
  const made = await home.api('POST', '/webhooks', {
    body: { url: 'https://93.184.215.14/', events: ['*'] },
  });
  webhook = made.json.id;
});
afterAll(() => home.close());

const get = (accept: string, path = '/webhooks') => home.api('GET', path, { headers: { accept } });
const publish = (headers: Record<string, string>, text: string | Uint8Array<ArrayBuffer>) =>
  home.api('POST', '/events', { headers, text });

describe('what a caller accepts', () => {
  it.each([
    '*/*',
    'application/*',
    'application/json',
    'text/html, application/json;q=0.1',
    'text/html, */*;q=0.1',
    'application/json; charset=utf-8',
    'application/json;odd="a,b;c";q=0.5',
  ])('%s is given JSON', async (accept) => {
    const answer = await get(accept);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'application/json; charset=utf-8',
    ]);
  });

  it.each([
    'text/html',
    'application/xml',
    'text/csv',
    'image/*',
    'application/json;q=0',
    'application/json;charset=utf-8;q=0',
    'nonsense',
  ])('%s is 406, as a problem', async (accept) => {
    const answer = await get(accept);
    expect(answer.json).toMatchObject({ status: 406, code: 'not_acceptable' });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('is looked at before anything is done', async () => {
    const body = { url: 'https://93.184.215.14/', events: ['*'], name: 'never' };
    expect((await home.api('POST', '/webhooks', { body, headers: { accept: 'text/html' } })).status).toBe(
      406,
    );
    expect((await home.api('GET', '/webhooks?q=never')).json.data).toEqual([]);
  });

  it('may be CSV for the log of a webhook', async () => {
    const path = `/webhooks/${webhook}/deliveries`;
    expect((await get('text/csv', path)).headers.get('content-type')).toBe('text/csv; charset=utf-8');
    for (const accept of ['text/csv; charset=utf-8', 'text/csv;header=present, application/json;q=0.9'])
      expect((await get(accept, path)).headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect((await get('application/json, text/csv', path)).headers.get('content-type')).toMatch(/json/);
    expect((await get('text/html', path)).status).toBe(406);
  });

  it('does not matter where nothing is said', async () => {
    const made = await home.api('POST', '/webhooks', {
      body: { url: 'https://93.184.215.14/', events: ['*'] },
    });
    const answer = await home.api('DELETE', `/webhooks/${made.json.id}`, {
      headers: { accept: 'text/html' },
    });
    expect(answer.status).toBe(204);
  });
});

describe('a body', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'APPLICATION/JSON; charset="UTF-8"'])(
    'of type %s is read',
    async (type) => {
      expect((await publish({ 'content-type': type }, '{}')).status).toBe(422);
    },
  );

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/json; charset=utf-16',
    'application/json; charset=iso-8859-1',
    'application/json; charset=',
    'json',
  ])('of type %s is 415', async (type) => {
    const answer = await publish({ 'content-type': type }, '{}');
    expect(answer.json).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  });

  it.each([
    ['lone byte', [0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]],
    ['surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
  ])('that is not UTF-8 (%s) is 400, and never stored with other letters', async (_, bytes) => {
    const answer = await publish({ 'content-type': 'application/json' }, new Uint8Array(bytes));
    expect(answer.json).toMatchObject({
      status: 400,
      detail: 'The body is not valid UTF-8. Encode it before sending it.',
    });
  });

  it.each(['br', 'zstd', 'x', 'gzip, gzip'])(
    'with the encoding %s that it does not have is 4xx',
    async (encoding) => {
      const answer = await publish(
        { 'content-type': 'application/json', 'content-encoding': encoding },
        '{}',
      );
      expect([400, 415]).toContain(answer.status);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    },
  );
});

describe('a method', () => {
  it('HEAD is answered like GET, without its body', async () => {
    for (const path of ['/webhooks', `/webhooks/${webhook}`, '/openapi.json']) {
      const [head, whole] = [await home.api('HEAD', path), await home.api('GET', path)];
      expect([head.status, head.text]).toEqual([200, '']);
      expect(head.headers.get('content-length')).toBe(whole.headers.get('content-length'));
    }
  });

  it.each([
    ['PUT', '/webhooks', 'GET, HEAD, POST'],
    ['POST', `/webhooks/wh_1`, 'GET, HEAD, PATCH, PUT, DELETE'],
    ['OPTIONS', '/events', 'GET, HEAD, POST'],
    ['DELETE', '/openapi.json', 'GET, HEAD'],
  ])('%s of %s is 405 and says what is possible', async (method, path, allow) => {
    const answer = await home.api(method, path);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
  });

  it('GET is answered in full, whatever the caller says that it has', async () => {
    const answer = await home.api('GET', '/webhooks', { headers: { 'if-none-match': '*' } });
    expect([answer.status, Array.isArray(answer.json.data)]).toEqual([200, true]);
  });

  it('of no path is 404, as a problem and never as a page', async () => {
    for (const path of ['/api/v1', '/api/v1/nowhere', '/api/v2/webhooks', '/nowhere', '/health']) {
      const answer = await home.request('POST', path);
      expect([path, answer.json]).toEqual([
        path,
        expect.objectContaining({ status: 404, code: 'not_found' }),
      ]);
    }
  });
});

it.each(['/api/v1/webhooks', '/api/v1/nowhere', '/api/v1/platform/webhooks', '/openapi.json'])(
  'what %s answers is stored, framed and guessed at by nobody',
  async (path) => {
    const { headers } = await home.request('GET', path);
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.stringMatching(/^req_/),
    });
    expect([headers.get('etag'), headers.get('server'), headers.get('x-powered-by')]).toEqual([
      null,
      null,
      null,
    ]);
  },
);

it.each(['/trpc/session.me', '/api/auth/get-session'])(
  'what %s answers is stored by nobody',
  async (path) => {
    expect((await home.request('GET', path)).headers.get('cache-control')).toContain('no-store');
  },
);
