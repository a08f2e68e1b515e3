import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { program, type PostgresBinaries } from './embedded-postgres-binaries.ts';
import { EmbeddedPostgresError, explainPostgresFailure } from './embedded-postgres-error.ts';
import { giveTo, type Location } from './embedded-postgres-location.ts';
import { isAlive, livePostmaster, stopPostmaster } from './embedded-postgres-process.ts';

export type Cluster = {
  location: Location;
  binaries: PostgresBinaries;
  settings: Record<string, string>;
  progress: (line: string) => void;
};

export type Server = { pid: number; port: number; connectionString: string };

/** Above this size the log is emptied at the next start. */
const LOG_BYTES_MAX = 10 * 1024 * 1024;

/** sun_path holds 104 bytes on macOS and 108 on Linux. */
const SOCKET_PATH_MAX = 100;

/** Names the socket file; nothing listens on this TCP port. */
const SOCKET_PORT = 5432;

/** Recovery after a crash replays up to max_wal_size; it is waited for as long as the server lives. */
const READY_TIMEOUT_MS = 10 * 60_000;

/** A killed server's own children need a moment to notice before the next one may use their memory. */
const PREDECESSOR_TIMEOUT_MS = 10_000;

/** Makes the cluster if there is none. It is built aside and renamed, so a half-made one is never used. */
export async function initialise({ location, binaries, settings, progress }: Cluster): Promise<void> {
  const { data, base, runAs, dataDir } = location;
  const made = await readFile(path.join(data, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (made !== undefined) {
    if (made.trim() === binaries.major) return;
    throw new EmbeddedPostgresError(
      `The database in ${dataDir} was made by Postgres ${made.trim()}; this version of Tidings brings ${binaries.major}. ` +
        `Dump it with Postgres ${made.trim()} and restore it here, or set DATABASE_URL to a server that runs it.`,
    );
  }
  progress(`Creating the database in ${base}`);
  const aside = `${data}.new`;
  const passwordFile = path.join(base, 'password');
  await rm(aside, { recursive: true, force: true });
  await writeFile(passwordFile, `${await password(location)}\n`, { mode: 0o600 });
  await giveTo(runAs, passwordFile);
  const args = [
    `--pgdata=${aside}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth-local=trust',
    '--auth-host=scram-sha-256',
    '--encoding=UTF8',
    // The provider built into Postgres 17 and newer: sorts and folds case alike on every system, whatever locales it has.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    ...(settings['fsync'] === 'off' ? ['--no-sync'] : []),
  ];
  try {
    await run(program(binaries, 'initdb'), args, location);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(aside, data);
}

function run(file: string, args: string[], { base, runAs }: Location): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(file, args, { cwd: base, env: environment(), ...runAs }, (error, stdout, stderr) => {
      if (!error) resolve();
      else reject(explainPostgresFailure('make its data folder', stderr || stdout || error.message));
    });
  });
}

/** Takes over the server that already runs on the cluster, or starts one, and waits until it answers. */
export async function launch(cluster: Cluster, port?: number): Promise<Server> {
  const { location, binaries, settings, progress } = cluster;
  const record = path.join(location.base, 'launched.json');
  const wanted = JSON.stringify({ version: binaries.version, settings });
  const live = await livePostmaster(location.data);
  if (live) {
    const last = await lastLaunch(location);
    if (last.wanted === wanted && last.port !== undefined) {
      progress(`Taking over the Postgres that still runs (pid ${live})`);
      return ready(cluster, {
        pid: live,
        port: last.port,
        connectionString: await address(location, last.port),
      });
    }
    progress(`Stopping the Postgres that still runs (pid ${live})`);
    await stopPostmaster(live);
  }
  const deadline = performance.now() + PREDECESSOR_TIMEOUT_MS;
  for (;;) {
    const chosen = port ?? (socketFits(location) ? SOCKET_PORT : await freePort());
    const pid = await spawnServer(cluster, chosen);
    await writeFile(record, JSON.stringify({ wanted, port: chosen }), { mode: 0o600 });
    try {
      return await ready(cluster, { pid, port: chosen, connectionString: await address(location, chosen) });
    } catch (error) {
      const again = /pre-existing shared memory|Address already in use|lock file .* already exists/i;
      if (!again.test(String(error)) || performance.now() > deadline) throw error;
      await sleep(200);
    }
  }
}

/** The superuser's way to the server that runs on the cluster; undefined when none does. */
export async function findRunning(location: Location): Promise<string | undefined> {
  if ((await livePostmaster(location.data)) === undefined) return undefined;
  const { port } = await lastLaunch(location);
  return port === undefined ? undefined : address(location, port);
}

/** With what the server was started last. */
async function lastLaunch({ base }: Location): Promise<{ wanted?: string; port?: number }> {
  const record = await readFile(path.join(base, 'launched.json'), 'utf8').catch(() => '{}');
  return JSON.parse(record) as { wanted?: string; port?: number }; // we wrote it
}

async function spawnServer({ location, binaries, settings }: Cluster, port: number): Promise<number> {
  const { data, run: runDir, base, runAs } = location;
  const bySocket = socketFits(location);
  const log = logOf(location);
  if (
    await stat(log).then(
      (found) => found.size > LOG_BYTES_MAX,
      () => false,
    )
  )
    await truncate(log);
  const output = await open(log, 'a', 0o600);
  await giveTo(runAs, log);
  const all = {
    ...settings,
    port: String(port),
    listen_addresses: bySocket ? '' : '127.0.0.1',
    unix_socket_directories: bySocket ? runDir : '',
    unix_socket_permissions: '0700',
  };
  const args = ['-D', data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  try {
    await output.write(`\n${new Date().toISOString()} starting\n`);
    return await new Promise((resolve, reject) => {
      const child = spawn(program(binaries, 'postgres'), args, {
        cwd: base,
        detached: true,
        env: environment(),
        stdio: ['ignore', output.fd, output.fd],
        ...runAs,
      });
      child.once('error', (error) => reject(explainPostgresFailure('start', error.message)));
      child.once('spawn', () => {
        child.unref();
        resolve(child.pid ?? 0);
      });
    });
  } finally {
    await output.close();
  }
}

/** Connects until the server lets us in and the database `tidings` is there. */
async function ready(cluster: Cluster, server: Server): Promise<Server> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  const reportAt = performance.now() + 3_000;
  let reported = false;
  for (;;) {
    try {
      await ensureDatabase(server.connectionString);
      return server;
    } catch (error) {
      const { code } = error as { code?: string };
      // ENOENT, ECONNREFUSED: not listening yet. 57P03: starting up or recovering. 57P01: still shutting down.
      const early = ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03', '57P01'].includes(code ?? '');
      const alive = isAlive(server.pid);
      if (!early || !alive || performance.now() > deadline) {
        if (alive) await stopPostmaster(server.pid);
        const doing = early ? 'start' : `answer (${String(error)})`;
        throw explainPostgresFailure(doing, await lastLog(cluster.location));
      }
    }
    if (!reported && performance.now() > reportAt) {
      reported = true;
      cluster.progress('Postgres is recovering from a hard stop');
    }
    await sleep(10);
  }
}

async function ensureDatabase(connectionString: string): Promise<void> {
  const query = async (url: string, sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query(sql);
    } finally {
      await client.end().catch(() => {});
    }
  };
  try {
    await query(connectionString, 'SELECT 1');
  } catch (error) {
    if ((error as { code?: string }).code !== '3D000') throw error;
    await query(connectionString.replace('/tidings?', '/postgres?'), 'CREATE DATABASE tidings');
  }
}

const socketFits = ({ run: runDir }: Location): boolean =>
  os.platform() !== 'win32' &&
  Buffer.byteLength(path.join(runDir, `.s.PGSQL.${SOCKET_PORT}`)) <= SOCKET_PATH_MAX;

/** Port and sslmode are spelled out so that PGPORT and PGSSLMODE in the environment change nothing. */
async function address(location: Location, port: number): Promise<string> {
  if (socketFits(location)) {
    return `postgres://postgres@localhost:${port}/tidings?host=${encodeURIComponent(location.run)}&sslmode=disable`;
  }
  return `postgres://postgres:${await password(location)}@127.0.0.1:${port}/tidings?sslmode=disable`;
}

/** The password of the TCP way in; made before the cluster, kept beside it. */
async function password({ dataDir }: Location): Promise<string> {
  const file = path.join(dataDir, 'postgres-password');
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (kept) return kept.trim();
  const fresh = randomBytes(24).toString('base64url');
  await writeFile(file, `${fresh}\n`, { mode: 0o600 });
  return fresh;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const found = probe.address() as net.AddressInfo;
      probe.close(() => resolve(found.port));
    });
  });
}

const logOf = ({ base }: Location): string => path.join(base, 'postgres.log');

/** What the server printed since it was last started. */
async function lastLog(location: Location): Promise<string> {
  const text = await readFile(logOf(location), 'utf8').catch(() => '');
  const lines = text.slice(text.lastIndexOf(' starting\n') + 10).split('\n');
  return lines.filter((line) => !/FATAL: {2}the database system is/.test(line)).join('\n');
}

/** Nothing of our own environment: PG* variables and locales would change what Postgres does. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env;
  return { ...(os.platform() === 'win32' ? { SystemRoot, TEMP } : {}), PATH, LC_ALL: 'C' };
}
