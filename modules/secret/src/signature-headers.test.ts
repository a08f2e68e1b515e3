import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { newKeyPair } from './key-pair.ts';
import { sign } from './sign.ts';
import { canSign, signatureHeaders } from './signature-headers.ts';
import { newSigningSecret } from './signing-secret.ts';
import { verify } from './verify.ts';

const TIMESTAMP = 1_710_500_000;
const message = { id: 'evt_1', timestamp: TIMESTAMP, body: '{"a":"é"}' };

function setup(scheme: Parameters<typeof signatureHeaders>[1]['scheme']) {
  const [secret, old] = [newSigningSecret(), newSigningSecret()];
  const pairs = [newKeyPair(), newKeyPair()];
  const forever = (key: string) => ({ key, expiresAtMs: null });
  const keys = {
    secrets: [forever(secret), { key: old, expiresAtMs: (TIMESTAMP + 60) * 1000 }],
    pairs: pairs.map(({ privateKey }) => forever(privateKey)),
  };
  const headers = signatureHeaders(message, { scheme, keys }, 'x-acme');
  const hex = (content: string, key: string) => createHmac('sha256', key).update(content).digest('hex');
  const verdict = (key: string, of: Record<string, string> = {}) =>
    verify({
      headers: { ...headers, ...of },
      body: message.body,
      secret: key,
      now: new Date(TIMESTAMP * 1000),
    });
  return { headers, hex, old, pairs, secret, verdict };
}
const STANDARD = { 'webhook-id': 'evt_1', 'webhook-timestamp': String(TIMESTAMP) };

test('standard: nothing but the signatures of all live secrets', () => {
  const { headers, old, secret } = setup('standard');
  expect(headers).toEqual({ 'webhook-signature': sign(message, [secret, old]) });
});

test('timestamped: time and a signature of each secret over time and body, keyed with the whole secret', () => {
  const { headers, hex, old, secret, verdict } = setup('timestamped');
  const content = `${TIMESTAMP}.{"a":"é"}`;
  expect(headers).toEqual({
    'webhook-signature': sign(message, [secret, old]),
    'x-acme-signature': `t=${TIMESTAMP},v1=${hex(content, secret)},v1=${hex(content, old)}`,
  });
  for (const key of [secret, old]) {
    expect(verdict(key, { 'webhook-signature': '' }).reason).toBe('verified');
    expect(verdict(key, STANDARD).reason).toBe('verified');
  }
  expect(verdict(newSigningSecret(), { 'webhook-signature': '' }).reason).toBe('wrong_secret');
});

test('body: one signature, of the secret that receivers have had for longest', () => {
  const { headers, hex, old, secret, verdict } = setup('body');
  expect(headers).toEqual({
    'webhook-signature': sign(message, [secret, old]),
    'x-acme-signature': `sha256=${hex('{"a":"é"}', old)}`,
    'x-acme-timestamp': String(TIMESTAMP),
  });
  expect(verdict(old, { 'webhook-signature': '' }).reason).toBe('verified');
  expect(verdict(secret, { 'webhook-signature': '' }).reason).toBe('wrong_secret');
});

test('body: the verifier says that the time is not signed, or that there is none', () => {
  const { old, verdict } = setup('body');
  const told = (time: string) => verdict(old, { 'webhook-signature': '', 'x-acme-timestamp': time });
  expect(told(String(TIMESTAMP))).toMatchObject({
    verified: true,
    detail: expect.stringContaining('The time is recent, but not signed'),
  });
  expect(told('')).toMatchObject({
    verified: true,
    detail: 'The signature is right. The request tells no time.',
  });
  expect(told('0').reason).toBe('old_timestamp');
});

test('ed25519: a v1a signature of each pair behind those of the secrets', () => {
  const { headers, old, pairs, secret, verdict } = setup('ed25519');
  const [first, second, ...rest] = headers['webhook-signature']!.split(' ');
  expect(`${first} ${second}`).toBe(sign(message, [secret, old]));
  expect(rest).toEqual([expect.stringMatching(/^v1a,/), expect.stringMatching(/^v1a,/)]);
  for (const { publicKey } of pairs) expect(verdict(publicKey, STANDARD).reason).toBe('verified');
  expect(verdict(newKeyPair().publicKey, STANDARD).reason).toBe('wrong_secret');
  for (const key of [secret, old]) expect(verdict(key, STANDARD).reason).toBe('verified');
});

test('nothing can be sent without a secret, nor under ed25519 without a key pair', () => {
  const some = [{ key: 'k', expiresAtMs: null }];
  expect(canSign({ secrets: [], pairs: some }, 'standard')).toBe(false);
  expect(canSign({ secrets: some, pairs: [] }, 'timestamped')).toBe(true);
  expect(canSign({ secrets: some, pairs: [] }, 'ed25519')).toBe(false);
  expect(canSign({ secrets: some, pairs: some }, 'ed25519')).toBe(true);
});
