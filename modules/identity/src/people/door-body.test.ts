import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inhabited } from '../testing.ts';

let home: Awaited<ReturnType<typeof inhabited>>;
beforeAll(async () => {
  home = await inhabited();
});
afterAll(() => home.close());
beforeEach(() => home.database.pool.query('TRUNCATE identity.attempt'));

const counted = async () => (await home.database.pool.query('SELECT FROM identity.attempt')).rowCount;

type Answer = { status: number | undefined; text: string };

const send = (pieces: (string | Buffer)[], headers: Record<string, string> = {}) =>
  sendTo('/sign-in/email', pieces, {
    'content-type': 'application/json',
    origin: home.origin,
    ...headers,
  });

/** Sends bytes as they are: in chunks unless a length is told. */
function sendTo(path: string, pieces: (string | Buffer)[], headers: Record<string, string>) {
  return new Promise<Answer>((resolve, reject) => {
    const sent = request(home.door + path, { method: 'POST', headers });
    sent.on('error', reject).on('response', (response) => {
      let text = '';
      response
        .setEncoding('utf8')
        .on('data', (piece: string) => (text += piece))
        .on('end', () => resolve({ status: response.statusCode, text }));
    });
    for (const piece of pieces) sent.write(piece);
    sent.end();
  });
}

const body = (password: string) => JSON.stringify({ email: home.email, password });

describe('a body at the door', () => {
  it('is 16 KiB at most, whether its length is told or not', async () => {
    const large = body('x'.repeat(17_000));
    const answers = [
      await send([large], { 'content-length': String(large.length) }),
      await send([large]),
      await send(Array.from({ length: 400 }, () => 'x'.repeat(64 * 1024))),
    ];
    for (const { status, text } of answers)
      expect([status, JSON.parse(text)]).toEqual([
        413,
        { code: 'too_large', message: 'The body is larger than is accepted here: 16 KiB.' },
      ]);
    expect(await counted()).toBe(0);
  });

  it('signs in, whether its length is told or not', async () => {
    const right = body(home.password);
    expect((await send([right], { 'content-length': String(right.length) })).status).toBe(200);
    expect((await send([right.slice(0, 9), right.slice(9)])).status).toBe(200);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/vnd.api+json',
    'application/jsonx',
    '',
  ])('of type %j is 415', async (type) => {
    expect((await send([body(home.password)], { 'content-type': type })).status).toBe(415);
    expect(await counted()).toBe(0);
  });

  it('that is compressed is 415', async () => {
    expect((await send([body(home.password)], { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  it.each([
    ['broken', '{'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a text', '"x"'],
    ['deep', `{"email":${'['.repeat(7_000)}${']'.repeat(7_000)}}`],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ])('that is %s is 400', async (_, text) => {
    expect((await send([text])).status).toBe(400);
    expect(await counted()).toBe(0);
  });
});

describe('a page of somebody else', () => {
  const FOREIGN: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
    { referer: 'https://evil.example/page' },
    { 'sec-fetch-site': 'cross-site' },
    {},
  ];

  it.each([
    '/sign-in/email',
    '/request-password-reset',
    '/reset-password',
    '/two-factor/verify-totp',
    '/invitation/show',
    '/sign-out',
  ])('uses up nobody’s attempts at %s', async (path) => {
    for (const type of ['application/json', 'text/plain']) {
      for (const headers of FOREIGN) {
        const answer = await sendTo(path, [body('a wrong guess')], { 'content-type': type, ...headers });
        expect([headers, answer.status, JSON.parse(answer.text).code]).toEqual([headers, 403, 'forbidden']);
      }
    }
    expect(await counted()).toBe(0);
  });
});
