import { createHmac, createPublicKey, timingSafeEqual, verify as verifyWith } from 'node:crypto';
import { verify } from '@tidings/secret/signing';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import Stripe from 'stripe';
import { Webhook as SvixWebhook } from 'svix';
import { describe, expect, it } from 'vitest';
import { createTestKit } from './create-test-kit.ts';
import type { SignatureScheme, SignedRequest } from './signed-request.ts';
import type { TestKit } from './test-kit.ts';

const fixtures = {
  'tag.created': {
    '2026-11-01': {
      id: 'evt_01kadgeee7e0ttct280x6h3qnb',
      type: 'tag.created',
      api_version: '2026-11-01',
      created_at: '2026-11-20T14:34:00.000Z',
      account_id: 'acct_01kadgeee7e0ttct27qqf36dtf',
      data: { object: { object: 'tag', id: 'tag_1', name: 'Zoë ☃' } },
    },
  },
};
type Kit = TestKit<typeof fixtures>;
/** Throws, or says no, for what it does not accept. */
type Verifier = (request: SignedRequest, kit: Kit) => unknown;

const standardWebhooks: Verifier = ({ body, headers }, { secret }) =>
  new StandardWebhook(secret).verify(body, { ...headers });
const svix: Verifier = ({ body, headers }, { secret }) =>
  new SvixWebhook(secret).verify(body, { ...headers });
const stripe: Verifier = ({ body, headers }, { secret }) =>
  Stripe.webhooks.constructEvent(body, headers['x-tidings-signature'] ?? '', secret);

/** By the key set, as whoever was given its URL alone. */
const byKeySet: Verifier = ({ body, headers }, { jwks }) => {
  const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': given = '' } = headers;
  if (!(Math.abs(Date.now() / 1000 - Number(time)) <= 300)) return false;
  const content = Buffer.from(`${id}.${time}.${body}`);
  const signatures = given.split(' ').filter((each) => each.startsWith('v1a,'));
  return jwks.keys.some((jwk) => {
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    return signatures.some((each) => verifyWith(null, content, key, Buffer.from(each.slice(4), 'base64')));
  });
};

const bodyAlone: Verifier = ({ body, headers }, { secret }) => {
  const own = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
  const given = Buffer.from(headers['x-tidings-signature'] ?? '');
  return given.length === own.length && timingSafeEqual(given, own);
};

/** As the console and `tidings verify` judge, by what the scheme adds alone. */
const ours =
  (scheme: SignatureScheme): Verifier =>
  ({ body, headers }, { secret, publicKey }) => {
    const isAdded = scheme === 'timestamped' || scheme === 'body';
    const shown = Object.entries(headers).filter(([name]) => !(isAdded && name.startsWith('webhook-')));
    const key = scheme === 'ed25519' ? publicKey : secret;
    return verify({ headers: Object.fromEntries(shown), body, secret: key, now: new Date() }).verified;
  };

const VERIFIERS: [SignatureScheme, string, Verifier][] = [
  ['standard', 'standardwebhooks', standardWebhooks],
  ['standard', 'svix', svix],
  ['standard', 'the verifier', ours('standard')],
  // The headers of Standard Webhooks are there under every scheme.
  ['timestamped', 'standardwebhooks', standardWebhooks],
  ['timestamped', 'stripe', stripe],
  ['timestamped', 'the verifier', ours('timestamped')],
  ['body', 'svix', svix],
  ['body', 'node:crypto', bodyAlone],
  ['body', 'the verifier', ours('body')],
  ['ed25519', 'standardwebhooks', standardWebhooks],
  ['ed25519', 'svix', svix],
  ['ed25519', 'node:crypto by the key set', byKeySet],
  ['ed25519', 'the verifier', ours('ed25519')],
];

function isAccepted(verifier: Verifier, request: SignedRequest, kit: Kit): boolean {
  try {
    return verifier(request, kit) !== false;
  } catch {
    return false;
  }
}

describe.each(VERIFIERS)('under %s, %s', (scheme, _name, verifier) => {
  const kit = createTestKit(fixtures, { scheme });
  const accepts = (request: SignedRequest) => isAccepted(verifier, request, kit);

  it.each(kit.cases('tag.created').map((each) => [each.name, each] as const))(
    'judges %s as the kit says',
    (_case, { accepted, request }) => {
      expect(accepts(request)).toBe(accepted);
    },
  );

  it('accepts what comes twice, and what comes out of order', () => {
    const requests = [...kit.duplicate('tag.created'), ...kit.outOfOrder('tag.created', 'tag.created')];
    expect(requests.map(accepts)).toEqual([true, true, true, true]);
  });

  it('refuses what another kit has signed', () => {
    expect(accepts(createTestKit(fixtures, { scheme }).request('tag.created'))).toBe(false);
  });
});

it('lists for each scheme what its receivers can be expected to refuse', () => {
  const refused = (scheme: SignatureScheme) =>
    createTestKit(fixtures, { scheme })
      .cases('tag.created')
      .filter(({ accepted }) => !accepted)
      .map(({ name }) => name);
  const always = [
    'one signed with another secret',
    'one that was tampered with',
    'one that was written anew',
    'one with a malformed signature',
    'one without a signature',
  ];
  const version = 'one whose signature has no version';
  expect(refused('body')).toEqual(always);
  expect(refused('timestamped')).toEqual(['an expired request', ...always.toSpliced(-1, 0, version)]);
  expect(refused('ed25519')).toEqual(refused('standard'));
  expect(refused('standard')).toHaveLength(always.length + 4);
});

it('writes what is malformed in the headers of each scheme, after the versions that are due, or without them', () => {
  const written = (scheme: SignatureScheme, how: 'malformed' | 'unversioned') => {
    const { headers } = createTestKit(fixtures, { scheme, now: () => 1_700_000_000_000 })[how]('tag.created');
    return `${headers['webhook-signature']} | ${headers['x-tidings-signature'] ?? ''}`;
  };
  expect(written('standard', 'malformed')).toBe('v1,not-base64! | ');
  expect(written('ed25519', 'malformed')).toBe('v1,not-base64! v1a,not-base64! | ');
  expect(written('timestamped', 'malformed')).toBe('v1,not-base64! | t=1700000000,v1=not-base64!');
  expect(written('body', 'malformed')).toBe('v1,not-base64! | sha256=not-base64!');
  expect(written('standard', 'unversioned')).toMatch(/^[\w+/]{43}= \| $/);
  expect(written('ed25519', 'unversioned')).toMatch(/^[\w+/]{43}= [\w+/]{86}== \| $/);
  expect(written('timestamped', 'unversioned')).toMatch(/ \| t=1700000000,[0-9a-f]{64}$/);
  expect(written('body', 'unversioned')).toMatch(/ \| [0-9a-f]{64}$/);
});

it('has nothing of a signature in what is unsigned, whatever the brand', () => {
  for (const scheme of ['timestamped', 'body'] as const) {
    const kit = createTestKit(fixtures, { scheme, brand: 'Acme' });
    expect(kit.request('tag.created').headers).toHaveProperty('x-acme-signature');
    const names = Object.keys(kit.unsigned('tag.created').headers);
    expect(names.filter((name) => /signature|timestamp|^webhook-/.test(name))).toEqual([]);
  }
});

it('gives the public key as the API does', () => {
  const { jwks, publicKey } = createTestKit(fixtures, { scheme: 'ed25519' });
  const [key, ...others] = jwks.keys;
  expect(others).toEqual([]);
  expect(key).toMatchObject({ kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA' });
  expect(publicKey).toBe(`whpk_${Buffer.from(key?.x ?? '', 'base64url').toString('base64')}`);
});
