import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '..', '..');
export const SERVICE_KEY = 'tdg_sk_benchbenchbenchbench';

export type Server = { url: string; pid: number; stop: () => Promise<void> };

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo; // a TCP server's address has a port
      probe.close(() => resolve(port));
    });
  });
}

/** Starts an entry of apps/server on a free port with a data folder of its own, and waits for `path` to answer. */
export async function startServer(entry: string, args: string[], path: string): Promise<Server> {
  const port = await freePort();
  const dataDir = await mkdtemp(join(tmpdir(), 'tidings-bench-'));
  const child = spawn(process.execPath, [join(ROOT, 'apps', 'server', 'src', entry), ...args], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      TIDINGS_SERVICE_KEY: SERVICE_KEY,
      LOG_LEVEL: 'warn',
      DATABASE_URL: '',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(`${url}${path}`, child);
  return {
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function untilAnswers(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`The server ended with code ${child.exitCode} before it was ready.`);
    if ((await fetch(url).catch(() => undefined))?.ok) return;
    await sleep(100);
  }
}

/** Runs another file of this folder as a process and asks it things over IPC, one at a time. */
export function startHelper(file: string, args: string[] = []) {
  const child = fork(join(import.meta.dirname, file), args);
  const answer = <Answer>() =>
    new Promise<Answer>((resolve) => child.once('message', (message) => resolve(message as Answer))); // our own protocol
  return {
    answer,
    ask: <Answer>(question: string) => {
      const answered = answer<Answer>();
      child.send(question);
      return answered;
    },
    stop: () => child.disconnect(),
  };
}
