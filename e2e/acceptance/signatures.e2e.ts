import { createHmac, createPublicKey, verify as verifyWith, type JsonWebKey } from 'node:crypto';
import Stripe from 'stripe';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { type Arrival, type Receiver, startReceiver } from '../support/receiver.ts';
import { createWebhook, publish } from '../support/samples.ts';
import type { CreatedWebhook } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';
import { verify } from '../support/verify.ts';

type Rolled = CreatedWebhook & { overlap_ends_at: string | null };
type Verdict = { verified: boolean; reason: string; detail: string };

let server: Server;
let receiver: Receiver;
let api: Awaited<ReturnType<Server['newAccount']>>;

beforeAll(async () => {
  [server, receiver] = await Promise.all([startServer(), startReceiver()]);
  api = await server.newAccount();
});
afterAll(async () => {
  await Promise.all([server?.stop(), receiver?.close()]);
});

/** A webhook with a path of its own, and what a new event brings it. */
async function setup(input: Record<string, unknown> = {}) {
  const url = `${receiver.url}/${Math.random().toString(36).slice(2)}`;
  const webhook = await createWebhook(api, { url, ...input });
  const deliver = async (): Promise<Arrival> => {
    const { id } = await publish(api);
    const isOurs = ({ headers, path }: Arrival) => headers['webhook-id'] === id && url.endsWith(path);
    const arrival = await until(() => receiver.arrivals.find(isOurs), Boolean, { what: 'the delivery' });
    return arrival!;
  };
  const roll = async (overlapHours?: number) => {
    const body = overlapHours === undefined ? undefined : { overlap_hours: overlapHours };
    const answer = await api.post<Rolled>(`/webhooks/${webhook.id}/roll_secret`, body);
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };
  return { deliver, roll, webhook };
}

const one = (arrival: Arrival, name: string) => String(arrival.headers[name]);
const signatures = (arrival: Arrival) => one(arrival, 'webhook-signature').split(' ');

function throughStripe(arrival: Arrival, secret: string): { id: string } {
  return Stripe.webhooks.constructEvent(arrival.body, one(arrival, 'x-tidings-signature'), secret);
}

describe('rolling a secret', () => {
  test('two public libraries verify with the old and the new one until the overlap ends', async () => {
    const { deliver, roll, webhook } = await setup();
    expect(signatures(await deliver())).toHaveLength(1);
    const rolled = await roll();
    expect(rolled.secret).not.toBe(webhook.secret);
    const hours = (Date.parse(rolled.overlap_ends_at!) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThanOrEqual(24);
    const arrival = await deliver();
    expect(signatures(arrival)).toHaveLength(2);
    for (const secret of [webhook.secret, rolled.secret]) verify(arrival, secret);

    const last = await roll(0);
    expect(last.overlap_ends_at).toBe(null);
    const after = await deliver();
    expect(signatures(after)).toHaveLength(1);
    verify(after, last.secret);
    for (const secret of [webhook.secret, rolled.secret]) expect(() => verify(after, secret)).toThrow();
  });

  test('five secrets at most sign at once: a sixth ends the oldest', async () => {
    const { deliver, roll, webhook } = await setup();
    const secrets = [webhook.secret];
    for (let count = 0; count < 5; count += 1) secrets.push((await roll(168)).secret);
    const arrival = await deliver();
    expect(signatures(arrival)).toHaveLength(5);
    for (const secret of secrets.slice(1)) verify(arrival, secret);
    expect(() => verify(arrival, webhook.secret)).toThrow();
  });

  test.each([-1, 169, 0.5, 'a day'])('an overlap of %j is 422', async (overlap) => {
    const { webhook } = await setup();
    const answer = await api.post(`/webhooks/${webhook.id}/roll_secret`, { overlap_hours: overlap });
    expectProblem(answer, 422, '/overlap_hours');
  });

  test('another account’s webhook is not found', async () => {
    const { webhook } = await setup();
    const stranger = await server.newAccount();
    expectProblem(await stranger.post(`/webhooks/${webhook.id}/roll_secret`), 404);
  });
});

describe('the scheme "timestamped"', () => {
  test('is verified by stripe, and by the other two at the same time, also during an overlap', async () => {
    const { deliver, roll, webhook } = await setup({ signature_scheme: 'timestamped' });
    const before = await deliver();
    expect(throughStripe(before, webhook.secret).id).toBe(one(before, 'webhook-id'));
    const { secret } = await roll();
    const during = await deliver();
    expect(one(during, 'x-tidings-signature')).toMatch(/^t=\d{10},v1=[0-9a-f]{64},v1=[0-9a-f]{64}$/);
    for (const each of [webhook.secret, secret]) {
      expect(throughStripe(during, each).id).toBe(one(during, 'webhook-id'));
      verify(during, each);
    }
    expect(() => throughStripe(before, secret)).toThrow();
  });
});

describe('the scheme "body"', () => {
  test('is an HMAC of the body, of the old secret until the overlap ends', async () => {
    const { deliver, roll, webhook } = await setup({ signature_scheme: 'body' });
    const expected = ({ body }: Arrival, secret: string) =>
      `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const before = await deliver();
    expect(one(before, 'x-tidings-signature')).toBe(expected(before, webhook.secret));
    expect(one(before, 'x-tidings-timestamp')).toBe(one(before, 'webhook-timestamp'));
    const { secret } = await roll();
    const during = await deliver();
    expect(one(during, 'x-tidings-signature')).toBe(expected(during, webhook.secret));
    for (const each of [webhook.secret, secret]) verify(during, each);
    const last = await roll(0);
    const after = await deliver();
    expect(one(after, 'x-tidings-signature')).toBe(expected(after, last.secret));
  });
});

describe('the scheme "ed25519"', () => {
  test('verifies with the public keys of the JWKS, during an overlap with old and new', async () => {
    const { deliver, roll, webhook } = await setup({ signature_scheme: 'ed25519' });
    expect(webhook.public_key).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/);
    // As a receiver's library fetches them: without a key.
    const keysNow = async () => {
      const answer = await fetch(`${server.url}/api/v1/webhooks/${webhook.id}/jwks.json`);
      return ((await answer.json()) as { keys: (JsonWebKey & { kid: string })[] }).keys; // as RFC 7517 says
    };
    const verifies = (arrival: Arrival, jwk: JsonWebKey) => {
      const content = `${one(arrival, 'webhook-id')}.${one(arrival, 'webhook-timestamp')}.${arrival.body.toString()}`;
      const key = createPublicKey({ key: jwk, format: 'jwk' });
      return signatures(arrival)
        .filter((each) => each.startsWith('v1a,'))
        .some((each) => verifyWith(null, Buffer.from(content), key, Buffer.from(each.slice(4), 'base64')));
    };
    const [first, ...none] = await keysNow();
    expect(none).toEqual([]);
    expect(first).toMatchObject({ kty: 'OKP', crv: 'Ed25519', kid: expect.stringMatching(/^[\w-]{43}$/) });
    expect(`whpk_${Buffer.from(first!.x!, 'base64url').toString('base64')}`).toBe(webhook.public_key);
    const before = await deliver();
    expect(verifies(before, first!)).toBe(true);
    verify(before, webhook.secret);

    const rolled = await roll();
    const [second, old] = await keysNow();
    expect(old).toEqual(first);
    const during = await deliver();
    expect([verifies(during, first!), verifies(during, second!)]).toEqual([true, true]);
    for (const secret of [webhook.secret, rolled.secret]) verify(during, secret);
    await roll(0);
    const after = await deliver();
    expect([verifies(after, first!), verifies(after, second!)]).toEqual([false, false]);
    expect(verifies(after, (await keysNow())[0]!)).toBe(true);
  });

  test('counts from the next attempt on when a webhook changes to it and back', async () => {
    const { deliver, webhook } = await setup();
    await api.patch(`/webhooks/${webhook.id}`, { signature_scheme: 'ed25519' });
    expect(signatures(await deliver()).map((each) => each.split(',')[0])).toEqual(['v1', 'v1a']);
    await api.patch(`/webhooks/${webhook.id}`, { signature_scheme: 'standard' });
    expect(signatures(await deliver()).map((each) => each.split(',')[0])).toEqual(['v1']);
  });
});

describe('custom headers', () => {
  test.each(['X-Tidings-Signature', 'x-tidings-timestamp', 'webhook-signature'])(
    'cannot pass for ours: %s',
    async (name) => {
      const forged = { url: receiver.url, events: ['*'], headers: { [name]: 'forged' } };
      expectProblem(await api.post('/webhooks', forged), 422, `/headers/${name}`);
    },
  );
});

describe('the verifier', () => {
  const check = async (input: Record<string, unknown>): Promise<Verdict> => {
    const answer = await api.post<Verdict>('/signatures/verify', input);
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };

  test('agrees with public libraries on real deliveries of every scheme, and names each fault', async () => {
    const { deliver, roll, webhook } = await setup({ signature_scheme: 'ed25519' });
    const other = await roll(1);
    const arrival = await deliver();
    const { headers } = arrival;
    const body = arrival.body.toString();
    const given = { headers, body, secret: webhook.secret };
    for (const secret of [webhook.secret, other.secret, webhook.public_key, other.public_key])
      expect(await check({ ...given, secret })).toMatchObject({ verified: true, reason: 'verified' });
    const wrong = `whsec_${Buffer.alloc(32).toString('base64')}`;
    expect(await check({ ...given, secret: wrong })).toEqual({
      verified: false,
      reason: 'wrong_secret',
      detail: 'Signature verification failed. Check your secret key.',
    });
    const { 'webhook-id': _, ...withoutId } = headers;
    const seconds = Number(headers['webhook-timestamp']);
    const cases: [string, Record<string, unknown>][] = [
      ['missing_header', { headers: withoutId }],
      ['malformed_header', { headers: { ...headers, 'webhook-signature': 'nonsense' } }],
      ['malformed_secret', { secret: 'hunter2' }],
      ['body_reserialised', { body: JSON.stringify(JSON.parse(body), null, 2) }],
      ['other_id', { headers: { ...headers, 'webhook-id': 'evt_other' } }],
      ['other_timestamp', { headers: { ...headers, 'webhook-timestamp': String(seconds - 7) } }],
      ['old_timestamp', { received_at: new Date((seconds + 400) * 1000).toISOString() }],
      ['future_timestamp', { received_at: new Date((seconds - 400) * 1000).toISOString() }],
      [
        'verified',
        {
          headers: ['Webhook-Id', 'webhook-timestamp', 'webhook-signature']
            .map((name) => `${name}: ${one(arrival, name.toLowerCase())}`)
            .join('\n'),
        },
      ],
    ];
    for (const [reason, change] of cases)
      expect(await check({ ...given, ...change }), reason).toMatchObject({
        verified: reason === 'verified',
        reason,
      });
    new StandardWebhook(other.secret).verify(body, headers as Record<string, string>);
    new SvixWebhook(other.secret).verify(body, headers as Record<string, string>);
  });

  test('reads the schemes "timestamped" and "body" where the standard headers were lost', async () => {
    for (const scheme of ['timestamped', 'body']) {
      const { deliver, webhook } = await setup({ signature_scheme: scheme });
      const { headers, body } = await deliver();
      const kept = Object.fromEntries(
        Object.entries(headers).filter(([name]) => !name.startsWith('webhook-')),
      );
      const given = { headers: kept, body: body.toString(), secret: webhook.secret };
      expect(await check(given)).toMatchObject({ verified: true });
      expect(await check({ ...given, body: `${given.body}\n` })).toMatchObject({
        reason: 'body_reserialised',
      });
    }
  });

  test('refuses what it cannot read, and whoever did not sign in', async () => {
    expectProblem(await api.post('/signatures/verify', { headers: {}, body: '' }), 422, '/secret');
    expectProblem(
      await api.post('/signatures/verify', { headers: 5, body: '', secret: 's' }),
      422,
      '/headers',
    );
    const long = { headers: {}, body: '', secret: 's'.repeat(501) };
    expectProblem(await api.post('/signatures/verify', long), 422, '/secret');
    const nobody = await fetch(`${server.url}/api/v1/signatures/verify`, { method: 'POST' });
    expect(nobody.status).toBe(401);
  });
});
