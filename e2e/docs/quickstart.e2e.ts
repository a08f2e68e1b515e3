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
import { readPage } from '../support/read-page.ts';
import { until } from '../support/until.ts';
import { followQuickstart } from './follow-quickstart.ts';
import { Terminals } from './terminals.ts';

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

/**
 * An answer with what is another one each time in the form that it has: fields in their order, `acct_…` for an id, and all
 * else as it is.
 */
function shapeOf(answer: object): string {
  return (
    JSON.stringify(answer, null, 2)
      .replaceAll(/"([a-z]+)_[0-7][0-9a-z]{25}"/g, '"$1_…"')
      .replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"a time"')
      .replaceAll(/"whsec_…[^"]+"/g, '"whsec_…"')
      .replaceAll(/"whsec_[\w+/=]{40,}"/g, '"a secret"')
      .replaceAll(/:\d{4,5}\/hooks/g, ':3000/hooks')
      // The page is about the key that the first start made, and the tests bring one along.
      .replace('"Configured service key"', '"First service key"')
  );
}

describe.each(['sh', 'mjs', 'rb'])('the quickstart with its .%s requests', (kind) => {
  const isMissing = missingFor(`quickstart/register.${kind}`) !== undefined;
  const title = titleOf(`register.${kind}`);

  test.skipIf(isMissing)(`${title} registers, verifies, handles, and welcomes the subscriber`, async () => {
    const PORT = String(await freePort());
    const webhook = await reader.runToEnd<CreatedWebhook>(`quickstart/register.${kind}`, {
      ...exported,
      RECEIVER_URL: `http://127.0.0.1:${PORT}/hooks`,
    });
    expect(shapeOf(webhook)).toEqual(shapeOf(await shown('registered.json')));
    const receiver = await reader.start('quickstart/receiver.mjs', { WEBHOOK_SECRET: webhook.secret, PORT });
    const event = await reader.runToEnd<Published>(`quickstart/publish.${kind}`, exported);
    expect(event.deliveries).toBe(1);
    expect(shapeOf(event)).toEqual(shapeOf(await shown('published.json')));
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
    'mkdir tidings-quickstart && cd tidings-quickstart',
    'save receiver.mjs',
    'export TIDINGS_URL TIDINGS_SERVICE_KEY TIDINGS_ACCOUNT',
    'save register.sh',
    'bash register.sh',
    'start WEBHOOK_SECRET=whsec_… node receiver.mjs',
    'save publish.sh',
    'bash publish.sh',
    'see "Welcome ada@example.com"',
  ]);
  expect(steps.reduce((sum, { ms }) => sum + ms, 0)).toBeLessThan(5 * 60_000);
});

test('a page that leaves open in which terminal to run something would be noticed', async () => {
  const terminals = new Terminals(reader, {});
  terminals.goTo('Open a second terminal.');
  await terminals.run('export NAME=ada');
  expect(await terminals.run('echo "<${NAME:-}>"')).toBe('<ada>\n');
  terminals.goTo('In a third terminal');
  expect(await terminals.run('echo "<${NAME:-}>"')).toBe('<>\n');
  terminals.start('node -e "setInterval(() => {}, 1000)"');
  await expect(terminals.run('echo here')).rejects.toThrow('the third terminal is taken');
});

test('the receiver takes what listen forwards and what replay sends again, as the page Testing says', async () => {
  const port = await freePort();
  const env = { ...exported, PORT: String(port), XDG_CONFIG_HOME: '/nowhere' };
  const terminals = new Terminals(reader, env);
  await reader.save('quickstart/receiver.mjs');
  const shows = (what: string) =>
    until(
      () => terminals.shown(),
      (output) => output.includes(what),
      { what },
    );
  for (const { lang, code, text } of await readPage('testing.mdx')) {
    const lines = code.trim().replace('localhost:3000', `127.0.0.1:${port}`);
    terminals.goTo(text);
    if (lang === 'text') await shows(lines);
    else if (lines.endsWith('node receiver.mjs')) {
      terminals.start(lines);
      await shows('Listening on');
    } else if (lines.startsWith('tidings listen')) {
      terminals.start(lines);
      await shows('Requests are signed with');
    } else if (lines.startsWith('tidings trigger')) await terminals.run(lines);
    else if (lines.startsWith('tidings events replay')) {
      // Ends with 7 where the receiver refuses one. This one has it already, and says nothing more.
      terminals.goTo('In a fourth terminal');
      expect(await terminals.run(lines)).toMatch(/ 204 .* subscriber\.created /);
    }
  }
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
