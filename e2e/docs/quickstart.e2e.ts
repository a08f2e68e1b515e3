import { copyFile, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { freePort } from '../support/free-port.ts';
import { bareEnvironment, NODE, type Program, ROOT, runProgram } from '../support/run-program.ts';
import { createWebhook, deliveryOf, isFinal, untilDelivery } from '../support/samples.ts';
import type { CreatedWebhook, Published } from '../support/shapes.ts';
import { SERVICE_KEY, type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';

const SAMPLES = path.join(ROOT, 'docs-site', 'src', 'samples');
const require = createRequire(import.meta.url);

let server: Server;
let api: Api & { accountId: string };
/** What a reader has exported by step 3. */
let reader: Record<string, string>;
let folder: string;
const running: Program[] = [];

beforeAll(async () => {
  server = await startServer();
  api = await server.newAccount('Reader');
  reader = { TIDINGS_URL: server.url, TIDINGS_SERVICE_KEY: SERVICE_KEY, TIDINGS_ACCOUNT: api.accountId };
  // The reader's folder after `npm install express standardwebhooks` (and svix, where the page says so).
  folder = await mkdtemp(path.join(os.tmpdir(), 'tidings-e2e-'));
  for (const name of ['express', 'standardwebhooks', 'svix']) {
    const entry = require.resolve(name);
    const installed = entry.slice(0, entry.lastIndexOf(`${path.sep}node_modules${path.sep}`));
    await symlink(path.join(installed, 'node_modules'), path.join(folder, 'node_modules')).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      },
    );
  }
});

afterEach(async () => {
  for (const program of running.splice(0)) {
    program.child.kill();
    await program.ended;
  }
});

afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs one file of a page in the reader's folder. */
async function run(sample: string, env: Record<string, string>): Promise<Program> {
  const file = path.join(folder, path.basename(sample));
  await copyFile(path.join(SAMPLES, sample), file);
  const command = file.endsWith('.sh') ? 'bash' : NODE;
  const program = runProgram(command, [file], { env: { ...bareEnvironment(), ...env }, cwd: folder });
  running.push(program);
  return program;
}

async function runToEnd<Output>(sample: string, env: Record<string, string>): Promise<Output> {
  const { code, output } = await (await run(sample, env)).ended;
  expect(code, output).toBe(0);
  return JSON.parse(output) as Output;
}

/** Starts a receiver of the documentation and waits until it listens. */
async function startSample(sample: string, env: { WEBHOOK_SECRET: string; PORT: string }): Promise<Program> {
  const program = await run(sample, env);
  const listens = () =>
    fetch(`http://127.0.0.1:${env.PORT}/`).then(
      () => true,
      () => false,
    );
  await until(listens, Boolean, { what: `${sample} listens; it printed: ${program.output()}` });
  return program;
}

describe.each(['sh', 'mjs'])('the quickstart with its .%s requests', (kind) => {
  test('registers, verifies, handles, and welcomes the subscriber', async () => {
    const PORT = String(await freePort());
    const webhook = await runToEnd<CreatedWebhook>(`quickstart/register.${kind}`, {
      ...reader,
      RECEIVER_URL: `http://127.0.0.1:${PORT}/hooks`,
    });
    const receiver = await startSample('quickstart/receiver.mjs', { WEBHOOK_SECRET: webhook.secret, PORT });
    const event = await runToEnd<Published>(`quickstart/publish.${kind}`, reader);
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
    const { code, output } = await (
      await run(`quickstart/publish.${kind}`, { ...reader, TIDINGS_SERVICE_KEY: 'tdg_sk_wrong-wrong-wrong' })
    ).ended;
    expect(code).not.toBe(0);
    expect(output).toContain('unauthenticated');
  });
});

const receivers = [
  'quickstart/receiver.mjs',
  ...(await readdir(path.join(SAMPLES, 'verifying')))
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => `verifying/${name}`),
];

describe.each(receivers)('%s', (sample) => {
  test('accepts what was signed with its secret and answers 400 to anything else', async () => {
    const [port, strangerPort] = await Promise.all([freePort(), freePort()]);
    const own = await createWebhook(api, {
      url: `http://127.0.0.1:${port}/hooks`,
      events: ['subscriber.*'],
      retry: { enabled: false },
    });
    // The other one is received by the same program, which does not have its secret.
    const stranger = await createWebhook(api, {
      url: `http://127.0.0.1:${strangerPort}/hooks`,
      events: ['subscriber.*'],
      retry: { enabled: false },
    });
    await startSample(sample, { WEBHOOK_SECRET: own.secret, PORT: String(port) });
    await startSample(sample, { WEBHOOK_SECRET: own.secret, PORT: String(strangerPort) });
    const event = await runToEnd<Published>('quickstart/publish.sh', reader);
    const outcomeAt = async (webhook: CreatedWebhook) =>
      untilDelivery(api, (await deliveryOf(api, webhook.id, event.id)).id, isFinal);
    expect(await outcomeAt(own)).toMatchObject({ status: 'succeeded', last_status_code: 204 });
    expect(await outcomeAt(stranger)).toMatchObject({ status: 'failed', last_status_code: 400 });
    const forged = await fetch(`http://127.0.0.1:${port}/hooks`, {
      method: 'POST',
      body: '{"type":"subscriber.created"}',
    });
    expect(forged.status).toBe(400);
    await Promise.all([own, stranger].map(({ id }) => api.delete(`/webhooks/${id}`)));
  });
});
