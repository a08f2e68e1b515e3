import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** Fast shutdown must end transactions and write a checkpoint; after this long Postgres is told to just stop. */
const FAST_SHUTDOWN_MS = 60_000;

/** A process that has ended but was not collected by its parent (a container without an init) counts as ended. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return procStat(pid)?.[0] !== 'Z';
}

/** proc(5): the fields of /proc/pid/stat from the third on, the state. Undefined outside Linux. */
function procStat(pid: number): string[] | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return line.slice(line.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** The pid of the server that runs on this cluster now; removes the pid file of one that died. */
export async function livePostmaster(data: string): Promise<number | undefined> {
  const file = path.join(data, 'postmaster.pid');
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (!pid) return undefined;
  if (isAlive(pid) && commandOf(pid).includes(data)) return pid;
  // After a reboot, or in a new container, the number may belong to another program. Postgres would then refuse to start.
  if (isAlive(pid)) await rm(file, { force: true });
  return undefined;
}

/** Fast shutdown: open transactions are rolled back, sessions end, nothing committed is lost. Waits for the end. */
export async function stopPostmaster(pid: number): Promise<void> {
  const signal = (name: NodeJS.Signals): void => {
    if (isAlive(pid)) process.kill(pid, name);
  };
  signal('SIGINT');
  if (await waitForEnd(pid, FAST_SHUTDOWN_MS)) return;
  signal('SIGQUIT');
  if (await waitForEnd(pid, 10_000)) return;
  throw new EmbeddedPostgresError(
    `The embedded Postgres (pid ${pid}) does not stop. End it with kill -9 ${pid}.`,
  );
}

async function waitForEnd(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await sleep(10);
  }
  return true;
}

/**
 * One process owns a cluster at a time, or one would shut it down under the other. The lock names the owner
 * by pid and start time, so that a lock left by `kill -9` is recognised even when its pid was given away again.
 */
export async function takeOwnership(base: string, dataDir: string): Promise<() => Promise<void>> {
  const file = path.join(base, 'owner');
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      const handle = await open(file, 'wx', 0o600);
      await handle.writeFile(`${process.pid} ${startTimeOf(process.pid)}`);
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const [pid = 0, ...startTime] = (await readFile(file, 'utf8').catch(() => '')).split(' ');
    if (Number(pid) && startTimeOf(Number(pid)) === startTime.join(' ')) {
      throw new EmbeddedPostgresError(
        `Tidings already runs on ${dataDir} (pid ${pid}). Stop it first, set DATA_DIR to another folder, ` +
          'or set DATABASE_URL: several processes can share a Postgres that you run yourself.',
      );
    }
    // An empty lock may be one that is being written at this moment.
    if (!pid) await sleep(50);
    await rm(file, { force: true });
  }
  throw new EmbeddedPostgresError(`Several processes try to start on ${dataDir} at once. Start only one.`);
}

function startTimeOf(pid: number): string {
  if (!isAlive(pid)) return 'gone';
  // The 22nd field is the time of start.
  return procStat(pid)?.[19] ?? ps(pid, 'lstart=');
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return ps(pid, 'command=');
  }
}

function ps(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-p', String(pid), '-ww', '-o', column], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
