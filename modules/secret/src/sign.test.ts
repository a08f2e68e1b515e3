import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { sign } from './sign.ts';
import { newSigningSecret, secretHint } from './signing-secret.ts';
import { verify } from './verify.ts';

const JSON_BODIES = ['{"test": 2432232314}', '{"name":"Zoë 👩🏽‍🚀","nul":"\\u0000"}', `"${'x'.repeat(100_000)}"`];

function setup(secret = newSigningSecret()) {
  const now = new Date();
  const timestamp = Math.floor(now.getTime() / 1000);
  return { id: 'evt_01k9w3m5kqe8nb2v7x4r6t0zcd', now, secret, theirs: new Webhook(secret), timestamp };
}

test('the vector of the Standard Webhooks specification is signed as it says', () => {
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' };
  expect(sign(message, ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])).toBe(
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  );
});

test.each(JSON_BODIES)('the standardwebhooks package verifies what we sign (body %#)', (body) => {
  const { id, secret, theirs, timestamp } = setup();
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': sign({ id, timestamp, body }, [secret]),
  };
  expect(theirs.verify(body, headers)).toEqual(JSON.parse(body));
  expect(() => theirs.verify(`${body} `, headers)).toThrow('No matching signature found');
});

test.each([...JSON_BODIES, '', 'not JSON\r\n'])(
  'we verify what the standardwebhooks package signs (body %#)',
  (body) => {
    const { id, now, secret, theirs, timestamp } = setup();
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': theirs.sign(id, new Date(timestamp * 1000), body),
    };
    expect(verify({ headers, body, secret, now })).toEqual({
      verified: true,
      reason: 'verified',
      detail: 'The signature is right and recent.',
    });
  },
);

test('with several secrets there is a signature for each, in their order, and each holder verifies', () => {
  const { id, timestamp } = setup();
  const secrets = [newSigningSecret(), newSigningSecret(), newSigningSecret()];
  const body = '{}';
  const signature = sign({ id, timestamp, body }, secrets);
  expect(signature.split(' ')).toEqual(secrets.map((secret) => sign({ id, timestamp, body }, [secret])));
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signature,
  };
  for (const secret of secrets) expect(new Webhook(secret).verify(body, headers)).toEqual({});
});

test('a secret signs alike with and without its prefix', () => {
  const { id, secret, timestamp } = setup();
  const message = { id, timestamp, body: '{}' };
  expect(sign(message, [secret.slice('whsec_'.length)])).toBe(sign(message, [secret]));
});

test('a signature holds for its id, its timestamp and its body only', () => {
  const { id, secret, timestamp } = setup();
  const signed = sign({ id, timestamp, body: '{}' }, [secret]);
  expect(sign({ id, timestamp, body: '{}' }, [secret])).toBe(signed);
  expect(sign({ id: `${id}x`, timestamp, body: '{}' }, [secret])).not.toBe(signed);
  expect(sign({ id, timestamp: timestamp + 1, body: '{}' }, [secret])).not.toBe(signed);
  expect(sign({ id, timestamp, body: '{} ' }, [secret])).not.toBe(signed);
});

test('a new secret is whsec_ and base64 of 32 bytes, never the same', () => {
  const secrets = Array.from({ length: 100 }, newSigningSecret);
  expect(new Set(secrets).size).toBe(100);
  for (const secret of secrets) {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(Buffer.from(secret.slice(6), 'base64').length).toBe(32);
  }
});

test('a hint shows the last letters and nothing more', () => {
  expect(secretHint(`whsec_${Buffer.alloc(32, 7).toString('base64')}`)).toBe('whsec_…Bwc=');
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  expect(secretHint(secret).length).toBe('whsec_…'.length + 4);
  expect(secret.endsWith(secretHint(secret).slice(-4))).toBe(true);
});
