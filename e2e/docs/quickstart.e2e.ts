import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { freePort } from '../support/free-port.ts';
import { missingFor, newReader, type Reader, SAMPLES, titleOf } from '../support/reader.ts';
import { deliveryOf, isFinal, untilDelivery } from '../support/samples.ts';
import { FROM_SOURCE } from '../support/run-program.ts';
import type { CreatedWebhook, Published } from '../support/shapes.ts';
import { SERVICE_KEY, type Server, startServer } from '../support/start-server.ts';
import { followQuickstart } from './follow-quickstart.ts';
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

/** An answer as the page shows it. */
const shown = async (name: string) =>
  JSON.parse(await readFile(path.join(SAMPLES, 'quickstart', name), 'utf8')) as object;

describe.each(['sh', 'mjs', 'rb'])('the quickstart with its .%s requests', (kind) => {
  const isMissing = missingFor(`quickstart/register.${kind}`) !== undefined;
  const title = titleOf(`register.${kind}`);

  test.skipIf(isMissing)(`${title} registers, verifies, handles, and welcomes the subscriber`, async () => {
    const PORT = String(await freePort());
    const webhook = await reader.runToEnd<CreatedWebhook>(`quickstart/register.${kind}`, {
      ...exported,
      RECEIVER_URL: `http://127.0.0.1:${PORT}/hooks`,
    });
    expect(Object.keys(webhook).toSorted()).toEqual(Object.keys(await shown('registered.json')).toSorted());
    const receiver = await reader.start('quickstart/receiver.mjs', { WEBHOOK_SECRET: webhook.secret, PORT });
    const event = await reader.runToEnd<Published>(`quickstart/publish.${kind}`, exported);
    expect(event.deliveries).toBe(1);
    expect(Object.keys(event)).toEqual(Object.keys(await shown('published.json')));
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

  test.skipIf(isMissing)('stops with the problem when the key is wrong', async () => {
    const wrong = { ...exported, TIDINGS_SERVICE_KEY: 'tdg_sk_wrong-wrong-wrong' };
    const { code, output } = await (await reader.run(`quickstart/publish.${kind}`, wrong)).ended;
    expect(code).not.toBe(0);
    expect(output).toContain('unauthenticated');
  });
});

test('whoever follows the page to the letter sees what it shows, in less than five minutes', async () => {
  const steps = await followQuickstart(reader, {
    url: server.url,
    serviceKey: SERVICE_KEY,
    accountId: api.accountId,
    port: await freePort(),
    // The packages are there: what npm's registry does is not looked at here.
    skips: (lines) => lines.startsWith('npm install'),
  });
  expect(steps.map(({ what }) => what)).toEqual([
    'save receiver.mjs',
    'export TIDINGS_URL TIDINGS_SERVICE_KEY TIDINGS_ACCOUNT',
    'save and run register.sh',
    'start WEBHOOK_SECRET=whsec_… node receiver.mjs',
    'save and run publish.sh',
    'see "Welcome ada@example.com"',
  ]);
  expect(steps.reduce((sum, { ms }) => sum + ms, 0)).toBeLessThan(5 * 60_000);
});

test('the receiver is proven by the test of the page Testing, with what the command line generates', async () => {
  await reader.tidings(['types', 'generate', '--out', 'tidings-events.ts'], {
    TIDINGS_URL: server.url,
    TIDINGS_API_KEY: SERVICE_KEY,
  });
  await reader.save('quickstart/receiver.mjs');
  const run = () =>
    freePort().then((port) =>
      reader.run('testing/receiver.test.mjs', { ...FROM_SOURCE, PORT: String(port) }),
    );
  const right = await (await run()).ended;
  expect(right.code, right.output).toBe(0);
  expect(right.output).toMatch(/pass 3\b/);
});
