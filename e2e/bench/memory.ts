import { setTimeout as sleep } from 'node:timers/promises';
import { postgresPid, removeDataDir } from '../support/postgres-pid.ts';
import { Api } from './api.ts';
import type { Bench } from './bench.ts';
import { databaseUrl } from './database.ts';
import { deliveryRate } from './deliveries.ts';
import type { Figures } from './figures.ts';
import type { Server } from './server.ts';
import { familyMiB, peakMiB } from './usage.ts';

/** How long a worker that shares the database is given to deliver a first event. */
const FIRST_ARRIVAL_MS = 15_000;

/**
 * The most resident memory that a process has had during the same number of deliveries, as fast as they go: of one
 * with all roles, before them too, and of one for each role; of Postgres what it has after them. Of roles apart null as long as `--role` does not part them.
 */
export async function measureMemory(bench: Bench): Promise<Partial<Figures>> {
  bench.step('memory: all roles in one process');
  const server = await bench.start();
  const serverIdle = await peakMiB(server.pid);
  await deliver(bench, server);
  const all = {
    server: await peakMiB(server.pid),
    server_idle: serverIdle,
    postgres: await familyMiB((await postgresPid(server.dataDir)) ?? 0),
  };
  // Its Postgres goes on, and serves the processes that share it.
  await server.kill();
  bench.step('memory: a process for each role');
  try {
    const apart = await measureApart(bench, server.dataDir);
    const notes = apart ? [] : ['rss_mb.api and rss_mb.worker: this server does not part its roles'];
    return { rss_mb: { ...all, api: null, worker: null, ...apart }, notes };
  } finally {
    await removeDataDir(server.dataDir);
  }
}

async function deliver(bench: Bench, server: Server): Promise<void> {
  const root = new Api(server.url);
  const api = await root.newAccount();
  await api.newWebhook(bench.receiver.url());
  await deliveryRate(bench, api, bench.sizes.memoryEvents);
  await root.close();
}

/** Undefined if what was started as an API delivers too: then there are no roles to part. */
async function measureApart(
  bench: Bench,
  dataDir: string,
): Promise<{ api: number | null; worker: number | null } | undefined> {
  const { receiver } = bench;
  const settings = { DATABASE_URL: await databaseUrl(dataDir), ALLOW_PRIVATE_NETWORKS: '127.0.0.0/8' };
  const server = await bench.start({ command: ['main.ts', 'serve', '--role', 'api'], settings, dataDir });
  const root = new Api(server.url);
  const api = await root.newAccount();
  await api.newWebhook(receiver.url());
  await receiver.reset();
  await api.post('/events', bench.event);
  await root.close();
  await sleep(1_000);
  if ((await receiver.count()) > 0) {
    await server.stop();
    return undefined;
  }
  const command: [string, ...string[]] = ['main.ts', 'serve', '--role', 'worker'];
  const worker = await bench.start({ command, readyPath: null, settings, dataDir });
  const deadline = performance.now() + FIRST_ARRIVAL_MS;
  while ((await receiver.count()) === 0) {
    if (performance.now() > deadline) throw new Error('A worker of its own delivered nothing.');
    await sleep(100);
  }
  await deliver(bench, server);
  const found = { api: await peakMiB(server.pid), worker: await peakMiB(worker.pid) };
  await worker.stop();
  await server.stop();
  return found;
}
