import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { freePort } from '../support/free-port.ts';
import { newReader, type Reader } from '../support/reader.ts';
import { deliveryOf, isFinal, untilDelivery } from '../support/samples.ts';
import type { CreatedWebhook, Published } from '../support/shapes.ts';
import { SERVICE_KEY, type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';

let server: Server;
let api: Api & { accountId: string };
let reader: Reader;
/** What a reader has exported by step 3. */
let exported: Record<string, string>;

beforeAll(async () => {
  [server, reader] = await Promise.all([startServer(), newReader('express', 'standardwebhooks')]);
  api = await server.newAccount('Reader');
  exported = { TIDINGS_URL: server.url, TIDINGS_SERVICE_KEY: SERVICE_KEY, TIDINGS_ACCOUNT: api.accountId };
});

afterEach(() => reader.stop());

afterAll(async () => {
  await server?.stop();
  await reader?.remove();
});

describe.each(['sh', 'mjs'])('the quickstart with its .%s requests', (kind) => {
  test('registers, verifies, handles, and welcomes the subscriber', async () => {
    const PORT = String(await freePort());
    const webhook = await reader.runToEnd<CreatedWebhook>(`quickstart/register.${kind}`, {
      ...exported,
      RECEIVER_URL: `http://127.0.0.1:${PORT}/hooks`,
    });
    const receiver = await reader.start('quickstart/receiver.mjs', { WEBHOOK_SECRET: webhook.secret, PORT });
    const event = await reader.runToEnd<Published>(`quickstart/publish.${kind}`, exported);
    expect(event.deliveries).toBe(1);
    await until(
      () => receiver.output(),
      (text) => text.includes('Welcome ada@example.com'),
      { what: 'the welcome' },
    );
    const { id } = await deliveryOf(api, webhook.id, event.id);
    expect(await untilDelivery(api, id, isFinal)).toMatchObject({
      status: 'succeeded',
      last_status_code: 204,
      attempts_made: 1,
    });
    await api.delete(`/webhooks/${webhook.id}`);
  });

  test('stops with the problem when the key is wrong', async () => {
    const wrong = { ...exported, TIDINGS_SERVICE_KEY: 'tdg_sk_wrong-wrong-wrong' };
    const { code, output } = await (await reader.run(`quickstart/publish.${kind}`, wrong)).ended;
    expect(code).not.toBe(0);
    expect(output).toContain('unauthenticated');
  });
});
