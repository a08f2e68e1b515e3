import { expect, test } from 'vitest';
import { sign } from './sign.ts';
import { newSigningSecret } from './signing-secret.ts';
import { verify } from './verify.ts';

const RIGHT = { verified: true, detail: 'The signature is right and recent.' };
const WRONG = { verified: false, detail: 'Signature verification failed. Check your secret key.' };

function setup() {
  const secret = newSigningSecret();
  const id = 'evt_01k9w3m5kqe8nb2v7x4r6t0zcd';
  const body = '{"amount": 1}';
  const timestamp = 1_800_000_000;
  const signature = sign({ id, timestamp, body }, [secret]);
  const headers: Record<string, string | undefined> = {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signature,
  };
  const verdict = (change: Partial<Parameters<typeof verify>[0]> = {}) =>
    verify({ headers, body, secret, now: new Date(timestamp * 1000), ...change });
  const withHeaders = (change: Record<string, string | undefined>) =>
    verdict({ headers: { ...headers, ...change } });
  const after = (seconds: number) => verdict({ now: new Date((timestamp + seconds) * 1000) });
  return { after, body, headers, id, secret, signature, timestamp, verdict, withHeaders };
}

test('a delivery that is as it was sent verifies', () => {
  expect(setup().verdict()).toEqual(RIGHT);
});

test.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
  'without %s, that header is named',
  (name) => {
    const { withHeaders } = setup();
    const detail = `Missing header: ${name}.`;
    expect(withHeaders({ [name]: undefined })).toEqual({ verified: false, detail });
    expect(withHeaders({ [name]: '' })).toEqual({ verified: false, detail });
  },
);

test('without any header, all are named', () => {
  expect(setup().verdict({ headers: {} })).toEqual({
    verified: false,
    detail: 'Missing header: webhook-id, webhook-timestamp, webhook-signature.',
  });
});

test.each(['yesterday', '2027-01-15T08:00:00Z', '1800000000.5', 'NaN', 'Infinity'])(
  'the timestamp %s is told',
  (text) => {
    expect(setup().withHeaders({ 'webhook-timestamp': text })).toEqual({
      verified: false,
      detail: 'webhook-timestamp is not a number of seconds.',
    });
  },
);

test('another secret fails', () => {
  expect(setup().verdict({ secret: newSigningSecret() })).toEqual(WRONG);
});

test('a body that was parsed and written again fails', () => {
  const { body, verdict } = setup();
  expect(verdict({ body: JSON.stringify(JSON.parse(body)) })).toEqual(WRONG);
});

test('another id or another timestamp fails', () => {
  const { timestamp, withHeaders } = setup();
  expect(withHeaders({ 'webhook-id': 'evt_2' })).toEqual(WRONG);
  expect(withHeaders({ 'webhook-timestamp': String(timestamp + 1) })).toEqual(WRONG);
});

test.each(['v1,', 'v1', ',', 'v1,AAAA', 'v2,', 'é'])('the signature %j fails', (signature) => {
  expect(setup().withHeaders({ 'webhook-signature': signature })).toEqual(WRONG);
});

test('a signature of another version, cut off or altered fails', () => {
  const { signature, withHeaders } = setup();
  const altered = signature.slice(0, -3) + (signature.at(-3) === 'A' ? 'B' : 'A') + signature.slice(-2);
  for (const each of [signature.replace('v1,', 'v2,'), signature.slice(0, -1), altered, signature.slice(3)]) {
    expect(withHeaders({ 'webhook-signature': each })).toEqual(WRONG);
  }
});

test('one right signature among others is enough, as while secrets are rolled', () => {
  const { body, id, signature, timestamp, withHeaders } = setup();
  const old = sign({ id, timestamp, body }, [newSigningSecret()]);
  expect(withHeaders({ 'webhook-signature': `${old} v1a,AAAA ${signature}` })).toEqual(RIGHT);
});

test('up to five minutes either way count as recent', () => {
  const { after } = setup();
  expect([after(300), after(-300)]).toEqual([RIGHT, RIGHT]);
});

test('an old delivery is told by its age, a secret that is right too', () => {
  expect(setup().after(301)).toEqual({
    verified: false,
    detail: 'The signature is right, but its timestamp is 301 seconds old.',
  });
});

test('a delivery from the future is told as such', () => {
  expect(setup().after(-301)).toEqual({
    verified: false,
    detail: 'The signature is right, but its timestamp is 301 seconds in the future.',
  });
});

test('a wrong signature is told before a wrong age, since the age of a forgery means nothing', () => {
  const { verdict } = setup();
  expect(verdict({ secret: newSigningSecret(), now: new Date(0) })).toEqual(WRONG);
});
