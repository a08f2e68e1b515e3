import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { until } from './until.ts';

/** Where the embedded Postgres of a data folder lives. */
async function clusterOf(dataDir: string): Promise<string> {
  const elsewhere = await readFile(path.join(dataDir, 'postgres-location'), 'utf8').catch(() => '');
  return elsewhere.trim() || path.join(dataDir, 'postgres');
}

/** The process that runs the embedded Postgres of a data folder, if one does. */
export async function postgresPid(dataDir: string): Promise<number | undefined> {
  const data = path.join(await clusterOf(dataDir), 'data');
  const text = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, folder] = text.split('\n');
  return folder === data && isAlive(Number(pid)) ? Number(pid) : undefined;
}

/** Ends what a killed server left running on its data folder, and removes the folder. */
export async function removeDataDir(dataDir: string): Promise<void> {
  const pid = await postgresPid(dataDir);
  if (pid !== undefined) {
    process.kill(pid, 'SIGQUIT');
    await until(
      () => postgresPid(dataDir),
      (running) => running === undefined,
      { what: 'Postgres ends' },
    );
  }
  await rm(await clusterOf(dataDir), { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}
