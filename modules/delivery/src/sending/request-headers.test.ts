import type { Target } from '@tidings/endpoint';
import { verify } from '@tidings/secret';
import { expect, it } from 'vitest';
import type { Claimed } from '../queue/claim.ts';
import { requestHeaders } from './request-headers.ts';

const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const OLD_SECRET = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
const TIMESTAMP = 1_700_000_000;
/** The old secret ends one second after the attempt. */
const ROLLED = {
  secrets: [
    { key: SECRET, expiresAtMs: null },
    { key: OLD_SECRET, expiresAtMs: (TIMESTAMP + 1) * 1000 },
  ],
  pairs: [],
};

function setup(
  given: {
    headers?: Record<string, string>;
    claimed?: Partial<Claimed>;
    scheme?: Target['scheme'];
    keys?: Target['keys'];
    brand?: string;
  } = {},
) {
  const claimed = {
    delivery_id: 'del_1',
    delivery_day: '2026-11-20',
    account_id: 'acct_1',
    endpoint_id: 'wh_1',
    event_day: '2026-11-20',
    event_id: 'evt_1',
    event_type: 'tag.created',
    token: 1,
    attempts_made: 0,
    failures: 0,
    last_error: null,
    ...given.claimed,
  } as Claimed; // of which the rest only matters when it is recorded
  const target: Target = {
    id: 'wh_1',
    url: 'https://example.com',
    status: 'active',
    timeoutMs: 5_000,
    headers: given.headers ?? {},
    retryDelaysMs: [],
    scheme: given.scheme ?? 'standard',
    keys: given.keys ?? { secrets: [{ key: SECRET, expiresAtMs: null }], pairs: [] },
  };
  return requestHeaders({ claimed, body: '{"a":1}', timestamp: TIMESTAMP }, target, given.brand ?? 'Tidings');
}

it('says what is delivered, and for the first attempt nothing of retries', () => {
  expect(setup()).toEqual({
    'content-type': 'application/json',
    'user-agent': 'Tidings-Webhooks/1.0',
    'webhook-id': 'evt_1',
    'webhook-timestamp': '1700000000',
    'webhook-signature': expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}=$/),
    'x-tidings-event': 'tag.created',
    'x-tidings-delivery-id': 'del_1',
    'x-tidings-attempt': '1',
  });
});

it('verifies with every live secret', () => {
  const headers = setup({ keys: ROLLED });
  const now = new Date(TIMESTAMP * 1000);
  for (const secret of [SECRET, OLD_SECRET]) {
    expect(verify({ headers, body: '{"a":1}', secret, now }).verified).toBe(true);
  }
  expect(verify({ headers, body: '{"a": 1}', secret: SECRET, now }).verified).toBe(false);
});

it.each([
  [{ attempts_made: 1, last_error: 'http_5xx' }, '2', '1', 'http_5xx'],
  [{ attempts_made: 2, last_error: 'interrupted' }, '3', '2', 'interrupted'],
  [{ attempts_made: 1, last_error: null }, '2', '1', 'manual'],
])('on a retry says which and why: %j', (claimed, attempt, number, reason) => {
  expect(setup({ claimed })).toMatchObject({
    'x-tidings-attempt': attempt,
    'x-tidings-retry-num': number,
    'x-tidings-retry-reason': reason,
  });
});

it("sends the customer's headers, and lets none replace ours, in any case", () => {
  const ours = setup({ claimed: { attempts_made: 1 } });
  const forged = Object.fromEntries(Object.keys(ours).map((name) => [name.toUpperCase(), 'forged']));
  const headers = setup({ headers: { ...forged, 'X-Tenant': 'blue' }, claimed: { attempts_made: 1 } });
  expect(headers).toEqual({ ...ours, 'x-tenant': 'blue' });
});

it('bears the brand of the instance', () => {
  const headers = setup({ brand: 'Acme' });
  expect(headers).toMatchObject({ 'user-agent': 'Acme-Webhooks/1.0', 'x-acme-event': 'tag.created' });
  expect(Object.keys(headers).filter((name) => name.includes('tidings'))).toEqual([]);
});

it('signs no more with a secret that ended since it was read', () => {
  const [now, old] = ROLLED.secrets;
  const keys = { secrets: [now!, { ...old!, expiresAtMs: TIMESTAMP * 1000 }], pairs: [] };
  expect(setup({ keys })).toEqual(setup());
});

it.each([
  ['timestamped', ['x-acme-signature']],
  ['body', ['x-acme-signature', 'x-acme-timestamp']],
  ['ed25519', []],
] as const)('adds to the standard signature what the scheme %s has', (scheme, added) => {
  const standard = setup({ brand: 'Acme' });
  const headers = setup({ brand: 'Acme', scheme });
  expect(Object.keys(headers).filter((name) => !(name in standard))).toEqual(added);
  expect(headers).toMatchObject(standard);
});
