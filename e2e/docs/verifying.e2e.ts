import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createTestKit, proveReceiver, type SignatureScheme } from 'tidings-testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { freePort } from '../support/free-port.ts';
import { missingFor, newReader, type Reader, SAMPLES, titleOf } from '../support/reader.ts';
import { createWebhook, deliveryOf, isFinal, untilDelivery } from '../support/samples.ts';
import type { CreatedWebhook, Published } from '../support/shapes.ts';
import { SERVICE_KEY, type Server, startServer } from '../support/start-server.ts';

let server: Server;
let api: Api & { accountId: string };
let reader: Reader;
let exported: Record<string, string>;

beforeAll(async () => {
  [server, reader] = await Promise.all([startServer(), newReader('express', 'standardwebhooks', 'svix')]);
  api = await server.newAccount('Reader');
  exported = { TIDINGS_URL: server.url, TIDINGS_SERVICE_KEY: SERVICE_KEY, TIDINGS_ACCOUNT: api.accountId };
});
afterEach(() => reader.stop());
afterAll(async () => {
  await server?.stop();
  await reader?.remove();
});

const samplesIn = async (folder: string, ...endings: string[]) =>
  (await readdir(path.join(SAMPLES, folder)))
    .filter((name) => endings.includes(path.extname(name)))
    .map((name) => `${folder}/${name}`);

const receivers = [
  'quickstart/receiver.mjs',
  ...(await samplesIn('verifying', '.mjs', '.mts', '.py', '.rb', '.php')),
  ...(await samplesIn('schemes', '.mjs')),
];

const SCHEMES: SignatureScheme[] = ['standard', 'timestamped', 'body', 'ed25519'];

/** `schemes/body.mjs` receives what a webhook of the scheme `body` is sent. */
function schemeOf(sample: string): SignatureScheme {
  const name = sample.startsWith('schemes/') ? path.basename(sample, '.mjs') : 'standard';
  return SCHEMES.find((scheme) => scheme === name) ?? 'standard';
}

const FIXTURES = {
  'subscriber.created': {
    '2026-11-01': {
      id: 'evt_01kadgeee7e0ttct280x6h3qnb',
      type: 'subscriber.created',
      api_version: '2026-11-01',
      created_at: '2026-11-20T14:34:00.000Z',
      account_id: 'acct_01kadgeee7e0ttct27qqf36dtf',
      data: { object: { object: 'subscriber', id: 'sub_1', email: 'zoë@example.com' } },
    },
  },
};

describe.each(receivers.map((sample) => [titleOf(sample), sample] as const))('%s', (_title, sample) => {
  test.skipIf(missingFor(sample) !== undefined)(
    'accepts what was signed with its secret and answers 400 to anything else, as the test kit proves',
    async () => {
      const [port, strangerPort] = await Promise.all([freePort(), freePort()]);
      const hookAt = (at: number) =>
        createWebhook(api, {
          url: `http://127.0.0.1:${at}/hooks`,
          events: ['subscriber.*'],
          retry: { enabled: false },
          signature_scheme: schemeOf(sample),
        });
      const own = await hookAt(port);
      // The other one is received by the same program, which does not have its secret.
      const stranger = await hookAt(strangerPort);
      const keys = { WEBHOOK_SECRET: own.secret, WEBHOOK_PUBLIC_KEY: own.public_key ?? '' };
      await reader.start(sample, { ...keys, PORT: String(port) });
      await reader.start(sample, { ...keys, PORT: String(strangerPort) });
      const event = await reader.runToEnd<Published>('quickstart/publish.sh', exported);
      const outcomeAt = async (webhook: CreatedWebhook) =>
        untilDelivery(api, (await deliveryOf(api, webhook.id, event.id)).id, isFinal);
      expect(await outcomeAt(own)).toMatchObject({ status: 'succeeded', last_status_code: 204 });
      expect(await outcomeAt(stranger)).toMatchObject({ status: 'failed', last_status_code: 400 });
      const forged = await fetch(`http://127.0.0.1:${port}/hooks`, {
        method: 'POST',
        body: '{"type":"subscriber.created"}',
      });
      expect(forged.status).toBe(400);
      const kit = createTestKit(FIXTURES, { secret: own.secret, scheme: schemeOf(sample) });
      // Of a key pair that was made by the server only the public half is known here.
      const proven = schemeOf(sample) === 'ed25519' ? await freePort() : port;
      if (proven !== port)
        await reader.start(sample, { WEBHOOK_PUBLIC_KEY: kit.publicKey, PORT: String(proven) });
      const url = `http://127.0.0.1:${proven}/hooks`;
      await proveReceiver(kit.cases('subscriber.created'), (request) => fetch(url, request));
      await Promise.all([own, stranger].map(({ id }) => api.delete(`/webhooks/${id}`)));
    },
  );
});

test('verifying/challenge.mjs proves itself before it has a secret', async () => {
  const port = await freePort();
  await reader.start('verifying/challenge.mjs', { PORT: String(port) });
  const { id } = await createWebhook(api, { url: `http://127.0.0.1:${port}/hooks`, verify: 'challenge' });
  await api.delete(`/webhooks/${id}`);
});

test('verifying/roll.sh gives a new secret and says until when the old one signs', async () => {
  const { id, secret } = await createWebhook(api, { url: 'http://127.0.0.1:65535/hooks' });
  const rolled = await reader.runToEnd<CreatedWebhook & { overlap_ends_at: string }>('verifying/roll.sh', {
    ...exported,
    TIDINGS_WEBHOOK: id,
  });
  expect(rolled.secret).toMatch(/^whsec_/);
  expect(rolled.secret).not.toBe(secret);
  expect(Math.round((Date.parse(rolled.overlap_ends_at) - Date.now()) / 3_600_000)).toBe(48);
});

test('verifying/verify.sh is answered as the page shows', async () => {
  const shown = JSON.parse(
    await readFile(path.join(SAMPLES, 'verifying', 'verified.json'), 'utf8'),
  ) as unknown;
  expect(await reader.runToEnd('verifying/verify.sh', exported)).toEqual(shown);
});
