import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/free-port.ts';
import { removeDataDir } from '../support/postgres-pid.ts';

const SERVER = join(import.meta.dirname, '..', '..', 'apps', 'server');
/** `main.ts` is started as operators start it, by the launcher, which sets flags of Node; others get the same. */
const LAUNCHER = join(SERVER, 'bin', 'tidings.mjs');
/** One a line. */
const FLAGS = join(SERVER, 'bin', 'node-flags.txt');
const READY_WITHIN_MS = 120_000;
/** More than the longest timeout of an attempt, which a stop waits for. */
const STOPPED_WITHIN_MS = 45_000;

export const SERVICE_KEY = 'tdg_sk_benchbenchbenchbench';

export type Program = {
  /** A file of apps/server and its arguments: `['main.ts', 'dev']`. */
  command: [entry: string, ...args: string[]];
  /** Answers once the program is ready; null if nothing is to be waited for. */
  readyPath: string | null;
  settings?: Record<string, string>;
  /** Given for data that outlive the program; else it gets a fresh folder that goes when it stops. */
  dataDir?: string;
  nodeFlags?: string[];
  /** Modules by their URLs that run in its process before it does. */
  preloads?: string[];
};

export const ALL_ROLES: Program = { command: ['main.ts', 'dev'], readyPath: '/ready' };

/** A program of apps/server on a free port. */
export class Server {
  readonly url: string;
  readonly dataDir: string;
  readonly #child: ChildProcess;
  readonly #keepsData: boolean;
  readonly #ended: Promise<unknown>;

  constructor(child: ChildProcess, at: { url: string; dataDir: string; keepsData: boolean }) {
    this.url = at.url;
    this.dataDir = at.dataDir;
    this.#child = child;
    this.#keepsData = at.keepsData;
    this.#ended = new Promise((resolve) => child.once('exit', resolve));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Lets it finish what is under way, and removes what it kept. May be called twice. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
    if (!this.#keepsData) await removeDataDir(this.dataDir);
  }

  /** Ends it as a power cut would; its Postgres goes on and its data stay. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (!this.isRunning) return;
    this.#child.kill(signal);
    const late = setTimeout(() => this.#child.kill('SIGKILL'), STOPPED_WITHIN_MS);
    await this.#ended;
    clearTimeout(late);
  }
}

async function nodeFlags(): Promise<string[]> {
  return (await readFile(FLAGS, 'utf8')).trim().split('\n');
}

/** @throws {Error} when it ends before it is ready, or is not ready within two minutes. */
export async function startServer(program: Program): Promise<Server> {
  const port = await freePort();
  const dataDir = program.dataDir ?? (await mkdtemp(join(tmpdir(), 'tidings-bench-')));
  const [entry, ...args] = program.command;
  const imports = (program.preloads ?? []).map((url) => `--import=${url}`);
  const command = entry === 'main.ts' ? [LAUNCHER] : [...(await nodeFlags()), join(SERVER, 'src', entry)];
  const child = spawn(process.execPath, [...command, ...args], {
    env: {
      ...process.env,
      NODE_OPTIONS: [...(program.nodeFlags ?? []), ...imports].join(' '),
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      TIDINGS_SERVICE_KEY: SERVICE_KEY,
      LOG_LEVEL: 'error',
      DATABASE_URL: '',
      ...program.settings,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  const server = new Server(child, { url, dataDir, keepsData: program.dataDir !== undefined });
  if (program.readyPath === null) return server;
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!(await fetch(`${url}${program.readyPath}`).catch(() => undefined))?.ok) {
    if (!server.isRunning || performance.now() > deadline) {
      await server.stop();
      throw new Error(`${program.command.join(' ')} was not ready.`);
    }
    await sleep(50);
  }
  return server;
}
