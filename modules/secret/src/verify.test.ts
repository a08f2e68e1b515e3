import { expect, test } from 'vitest';
import { sign } from './sign.ts';
import { newSigningSecret } from './signing-secret.ts';
import { verify } from './verify.ts';

const RIGHT = { verified: true, reason: 'verified', detail: 'The signature is right and recent.' };
const WRONG = {
  verified: false,
  reason: 'wrong_secret',
  detail: 'Signature verification failed. Check your secret key.',
};

const BODY =
  '{"id":"evt_01k9w3m5kqe8nb2v7x4r6t0zcd","type":"tag.created","data":{"object":{"name":"Zoë / 👩🏽‍🚀","amount":1.5,"b":null,"a":[]}}}';

function setup(signedBody = BODY) {
  const secret = newSigningSecret();
  const id = 'evt_01k9w3m5kqe8nb2v7x4r6t0zcd';
  const timestamp = 1_800_000_000;
  const signature = sign({ id, timestamp, body: signedBody }, [secret]);
  const headers: Record<string, string | undefined> = {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signature,
  };
  const verdict = (change: Partial<Parameters<typeof verify>[0]> = {}) =>
    verify({ headers, body: signedBody, secret, now: new Date(timestamp * 1000), ...change });
  const withHeaders = (change: Record<string, string | undefined>) =>
    verdict({ headers: { ...headers, ...change } });
  const after = (seconds: number) => verdict({ now: new Date((timestamp + seconds) * 1000) });
  return { after, headers, id, secret, signature, timestamp, verdict, withHeaders };
}

test('a delivery that is as it was sent verifies, whatever the case of its headers', () => {
  const { headers, verdict } = setup();
  expect(verdict()).toEqual(RIGHT);
  const upper = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]),
  );
  expect(verdict({ headers: upper })).toEqual(RIGHT);
});

test.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
  'without %s, that header is named',
  (name) => {
    const { withHeaders } = setup();
    const missing = { verified: false, reason: 'missing_header', detail: `Missing header: ${name}.` };
    expect(withHeaders({ [name]: undefined })).toEqual(missing);
    expect(withHeaders({ [name]: '' })).toEqual(missing);
  },
);

test('without any header, all are named', () => {
  expect(setup().verdict({ headers: {} })).toEqual({
    verified: false,
    reason: 'missing_header',
    detail: 'Missing header: webhook-id, webhook-timestamp, webhook-signature.',
  });
});

test.each(['yesterday', '2027-01-15T08:00:00Z', '1800000000.5', 'NaN', 'Infinity', '-1', '0x10', '1e9'])(
  'the timestamp %s is told',
  (text) => {
    expect(setup().withHeaders({ 'webhook-timestamp': text })).toEqual({
      verified: false,
      reason: 'malformed_header',
      detail: 'webhook-timestamp is not a number of seconds.',
    });
  },
);

test('a timestamp in milliseconds is told', () => {
  expect(setup().withHeaders({ 'webhook-timestamp': '1800000000000' })).toMatchObject({
    reason: 'malformed_header',
    detail: expect.stringContaining('milliseconds'),
  });
});

test('another secret fails', () => {
  expect(setup().verdict({ secret: newSigningSecret() })).toEqual(WRONG);
});

test.each([
  ['in quotation marks', (secret: string) => `"${secret}"`, 'quotation marks around it'],
  ['with a line break', (secret: string) => `${secret}\n`, 'white space'],
  ['as its hint', (secret: string) => `whsec_…${secret.slice(-4)}`, 'the hint of a secret'],
  ['cut off', (secret: string) => secret.slice(0, 20), 'no signing secret'],
  ['left out', () => '', 'no signing secret'],
  ['mistaken for a key', () => 'tdg_sk_0123456789abcdefghij', 'no signing secret'],
])('a secret %s is told', (_, change, detail) => {
  const { secret, verdict } = setup();
  expect(verdict({ secret: change(secret) })).toEqual({
    verified: false,
    reason: 'malformed_secret',
    detail: expect.stringContaining(detail),
  });
});

test('a secret without its prefix verifies, as it does in the libraries', () => {
  const { secret, verdict } = setup();
  expect(verdict({ secret: secret.slice('whsec_'.length) })).toEqual(RIGHT);
});

const parsed: unknown = JSON.parse(BODY);
test.each([
  ['written with indentation', JSON.stringify(parsed, null, 2), BODY, 'parsed and written again'],
  [
    'written by Python',
    BODY.replaceAll('":', '": ').replaceAll(',"', ', "'),
    BODY,
    'parsed and written again',
  ],
  [
    'written by PHP',
    BODY.replaceAll('/', '\\/').replaceAll('ë', '\\u00eb'),
    BODY,
    'parsed and written again',
  ],
  ['given a line break', `${BODY}\n`, BODY, 'a line break was added'],
  ['given white space', ` ${BODY}\n `, BODY, 'white space was added'],
  ['given a byte order mark', `\uFEFF${BODY}`, BODY, 'byte order mark'],
  ['read as Latin-1', Buffer.from(BODY).toString('latin1'), BODY, 'Latin-1'],
  ['put into a string', JSON.stringify(BODY), BODY, 'put into a JSON string'],
  [
    'sorted at the top',
    `{"data":${BODY.slice(BODY.indexOf('{"object'), -1)},"id":"evt_01k9w3m5kqe8nb2v7x4r6t0zcd","type":"tag.created"}`,
    BODY,
    'keys in another order',
  ],
  ['unsorted', '{"b":1,"a":2}', '{"a":2,"b":1}', 'keys in another order'],
  ['made compact', '{"a":1}', '{\n  "a": 1\n}', 'parsed and written again'],
  ['made compact from Python', '{"a":1,"b":[1,2]}', '{"a": 1, "b": [1, 2]}', 'parsed and written again'],
  ['robbed of its line break', '{"a":1}', '{"a":1}\n', 'was removed'],
  ['given other line breaks', '{\r\n"a":1}', '{\n"a":1}', 'line breaks were changed'],
])('a body that was %s is told', (_, body, signed, change) => {
  expect(setup(signed).verdict({ body })).toEqual({
    verified: false,
    reason: 'body_reserialised',
    detail: expect.stringContaining(change),
  });
});

test('a body with other content fails, and so does one that was rewritten and has another secret', () => {
  const { verdict } = setup();
  expect(verdict({ body: BODY.replace('1.5', '1.6') })).toEqual(WRONG);
  expect(verdict({ body: JSON.stringify(parsed, null, 2), secret: newSigningSecret() })).toEqual(WRONG);
});

test('an empty body is told, since a delivery never has one', () => {
  expect(setup().verdict({ body: '' })).toMatchObject({ verified: false, reason: 'missing_body' });
});

test('the signature of another id or another timestamp is told as such', () => {
  const { timestamp, withHeaders } = setup();
  expect(withHeaders({ 'webhook-id': 'evt_2' })).toMatchObject({ verified: false, reason: 'other_id' });
  for (const off of [1, -1, 300, -300]) {
    expect(withHeaders({ 'webhook-timestamp': String(timestamp + off) })).toMatchObject({
      verified: false,
      reason: 'other_timestamp',
      detail: expect.stringContaining(`${timestamp} was signed`),
    });
  }
  expect(withHeaders({ 'webhook-timestamp': String(timestamp + 9_999) })).toEqual(WRONG);
});

test.each(['v1,', 'v1', ',', 'v1,AAAA', 'v2,', 'é', 'v1a,AAAA'])('the signature %j is told', (signature) => {
  expect(setup().withHeaders({ 'webhook-signature': signature })).toMatchObject({
    verified: false,
    reason: 'malformed_header',
    detail: expect.stringContaining('no signature of version v1'),
  });
});

test('a signature of another version or cut off is malformed, an altered one wrong', () => {
  const { signature, withHeaders } = setup();
  for (const each of [signature.replace('v1,', 'v2,'), signature.slice(0, -1), signature.slice(3)]) {
    expect(withHeaders({ 'webhook-signature': each }).reason).toBe('malformed_header');
  }
  const altered = signature.slice(0, -3) + (signature.at(-3) === 'A' ? 'B' : 'A') + signature.slice(-2);
  expect(withHeaders({ 'webhook-signature': altered })).toEqual(WRONG);
});

test('one right signature among others is enough, as while secrets are rolled', () => {
  const { id, signature, timestamp, withHeaders } = setup();
  const old = sign({ id, timestamp, body: BODY }, [newSigningSecret()]);
  expect(withHeaders({ 'webhook-signature': `${old} v1a,AAAA ${signature}` })).toEqual(RIGHT);
});

test('up to five minutes either way count as recent', () => {
  const { after } = setup();
  expect([after(300), after(-300)]).toEqual([RIGHT, RIGHT]);
});

test('an old delivery is told by its age, a secret that is right too', () => {
  expect(setup().after(301)).toEqual({
    verified: false,
    reason: 'old_timestamp',
    detail: 'The signature is right, but its timestamp is 301 seconds old.',
  });
});

test('the timestamp 0 is a time like others', () => {
  const { id, secret, verdict } = setup();
  const signature = sign({ id, timestamp: 0, body: BODY }, [secret]);
  const headers = { 'webhook-id': id, 'webhook-timestamp': '0', 'webhook-signature': signature };
  expect(verdict({ headers })).toMatchObject({ verified: false, reason: 'old_timestamp' });
});

test('the ten first signatures are looked at', () => {
  const { headers, signature, withHeaders } = setup();
  const others = (count: number) =>
    `${`v1,${'A'.repeat(43)}= `.repeat(count)}${headers['webhook-signature']}`;
  expect(withHeaders({ 'webhook-signature': others(9) })).toEqual(RIGHT);
  expect(withHeaders({ 'webhook-signature': `${signature} ${others(700)}` })).toEqual(RIGHT);
  expect(withHeaders({ 'webhook-signature': others(10) })).toEqual(WRONG);
});

test('a delivery from the future is told as such', () => {
  expect(setup().after(-301)).toEqual({
    verified: false,
    reason: 'future_timestamp',
    detail: 'The signature is right, but its timestamp is 301 seconds in the future.',
  });
});

test('a wrong signature is told before a wrong age, since the age of a forgery means nothing', () => {
  const { verdict } = setup();
  expect(verdict({ secret: newSigningSecret(), now: new Date(0) })).toEqual(WRONG);
});

test.each([['t=1800000000'], ['v1=00'], ['sha256=zz'], ['nonsense']])(
  'the other signature %j is told',
  (value) => {
    expect(setup().verdict({ headers: { 'X-Tidings-Signature': value } }).reason).toBe('malformed_header');
  },
);

test('nothing of the secret is in any verdict', () => {
  const { secret, verdict } = setup();
  const verdicts = [
    verdict(),
    verdict({ body: '' }),
    verdict({ secret: `${secret}\n` }),
    verdict({ headers: {} }),
  ];
  expect(JSON.stringify(verdicts)).not.toContain(secret.slice(6));
});

test.each([
  ['was cut off', BODY.slice(0, -20)],
  ['was put into base64', Buffer.from(BODY).toString('base64')],
  ['was encoded as a form', encodeURIComponent(BODY)],
  ['stands in single quotes', `'${BODY}'`],
])('a body that %s is named, and not the secret', (_, body) => {
  const { verdict } = setup();
  expect(verdict({ body })).toMatchObject({
    reason: 'body_reserialised',
    detail: expect.stringContaining('The body is no JSON'),
  });
});
