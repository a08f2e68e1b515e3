// `npm run quickstart`: follows the page Quickstart to the letter, from nothing, and says how long each step took.
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../support/free-port.ts';
import { Reader } from '../support/reader.ts';
import { SERVICE_KEY, startServer } from '../support/start-server.ts';
import { followQuickstart, type Step } from './follow-quickstart.ts';

const LIMIT_MS = 5 * 60_000;

const began = performance.now();
const told = ({ what, ms }: Step) => console.log(`${(ms / 1000).toFixed(1).padStart(7)} s  ${what}`);

// npm may need settings of this machine to reach its registry; what is ours would change what Tidings is asked for.
const own = Object.entries(process.env).flatMap(([name, value]) =>
  value === undefined || name.startsWith('TIDINGS_') ? [] : [[name, value] as const],
);
const reader = new Reader(
  await mkdtemp(path.join(os.tmpdir(), 'tidings-quickstart-')),
  Object.fromEntries(own),
);
const server = await startServer();
try {
  told({ what: 'start Tidings with a database of its own', ms: performance.now() - began });
  const { accountId } = await server.newAccount('Quickstart');
  await followQuickstart(reader, {
    url: server.url,
    serviceKey: SERVICE_KEY,
    accountId,
    port: await freePort(),
    onStep: told,
  });
} finally {
  await reader.remove();
  await server.stop();
}
const totalMs = performance.now() - began;
told({ what: 'in all', ms: totalMs });
if (totalMs > LIMIT_MS) throw new Error('The quickstart takes more than five minutes.');
