import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expect, test, vi } from 'vitest';
import type { cachedKeys } from './cached-keys.ts';
import { sign } from './sign.ts';
import { newSigningSecret } from './signing-secret.ts';
import { verify } from './verify.ts';

/** Everything of which a key was asked for where keys are kept. */
const kept = vi.hoisted((): string[] => []);
vi.mock('./cached-keys.ts', async (original) => {
  const { cachedKeys: real } = await original<{ cachedKeys: typeof cachedKeys }>();
  const noted: typeof cachedKeys = (make) => {
    const keyOf = real(make);
    return (text) => {
      kept.push(text);
      return keyOf(text);
    };
  };
  return { cachedKeys: noted };
});

const id = 'evt_01k9w3m5kqe8nb2v7x4r6t0zcd';
const now = new Date(1_800_000_000_000);
const time = String(now.getTime() / 1000);

/** A delivery under each scheme that has a secret. */
const SCHEMES: Record<string, (secret: string, body: string) => Record<string, string>> = {
  standard: (secret, body) => ({
    'webhook-id': id,
    'webhook-timestamp': time,
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  }),
  timestamped: (secret, body) => ({
    'x-tidings-signature': `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`,
  }),
  body: (secret, body) => ({
    'x-tidings-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  }),
};

test.each(Object.keys(SCHEMES))('a secret that was pasted to verify with is not kept (%s)', (scheme) => {
  const secret = newSigningSecret();
  const headers = SCHEMES[scheme]?.(secret, '{}') ?? {};
  expect(verify({ headers, body: '{}', secret, now })).toMatchObject({ verified: true });
  expect(verify({ headers, body: '{"changed":1}', secret, now })).toMatchObject({ verified: false });
  expect(kept).toEqual([]);
});

test('that of a webhook is', () => {
  const secret = newSigningSecret();
  sign({ id, timestamp: 1_800_000_000, body: '{}' }, [secret]);
  expect(kept).toEqual([secret]);
});
