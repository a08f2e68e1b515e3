import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  copyBinaries,
  makeSystemDir,
  SYSTEM_DIR,
  type PostgresBinaries,
} from './embedded-postgres-binaries.ts';
import { EmbeddedPostgresError, explainFolderFailure } from './embedded-postgres-error.ts';

export type RunAs = { uid: number; gid: number };

/** `base` is ours alone (mode 0700): `data` is the cluster, `run` holds the socket. */
export type Location = { dataDir: string; base: string; data: string; run: string; runAs: RunAs | undefined };

/**
 * Decides where the cluster of `dataDir` lives and as whom Postgres runs, and makes the folders.
 *
 * An ordinary user gets `dataDir/postgres`. Postgres refuses to run as root, so root gets an unprivileged
 * user, and `dataDir/postgres` as long as that user can reach it. In a checkout below a closed folder such
 * as /root it cannot; then the cluster lives in /var/lib/tidings and `dataDir/postgres-location` says where.
 */
export async function locateCluster(dataDir: string): Promise<Location> {
  try {
    await mkdir(dataDir, { recursive: true });
    const folder = await realpath(dataDir);
    const choice = process.getuid?.() === 0 ? await chooseAsRoot(folder) : await chooseAsUser(folder);
    const location = {
      dataDir: folder,
      ...choice,
      data: path.join(choice.base, 'data'),
      run: path.join(choice.base, 'run'),
    };
    if (path.dirname(location.base) === SYSTEM_DIR) await makeSystemDir();
    for (const dir of [location.base, location.run]) {
      await mkdir(dir, { recursive: true, mode: 0o700 });
      await giveTo(location.runAs, dir);
    }
    if (path.dirname(location.base) !== folder) await writeFile(pointerOf(folder), `${location.base}\n`);
    return location;
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    throw explainFolderFailure(dataDir, error);
  }
}

/** The binaries where `runAs` can execute them: in place, or copied out of a closed checkout. */
export async function reachableBinaries(
  binaries: PostgresBinaries,
  runAs: RunAs | undefined,
): Promise<PostgresBinaries> {
  if (!runAs || (await canReach(binaries.nativeDir, runAs))) return binaries;
  return copyBinaries(binaries).catch((error: unknown) => {
    throw error instanceof EmbeddedPostgresError ? error : explainFolderFailure(SYSTEM_DIR, error);
  });
}

export async function giveTo(runAs: RunAs | undefined, file: string): Promise<void> {
  if (runAs) await chown(file, runAs.uid, runAs.gid);
}

const pointerOf = (folder: string): string => path.join(folder, 'postgres-location');

type Choice = { base: string; runAs: RunAs | undefined };

async function chooseAsUser(folder: string): Promise<Choice> {
  const base = path.join(folder, 'postgres');
  const elsewhere = await readFile(pointerOf(folder), 'utf8').catch(() => '');
  const owner = await stat(base).then(
    (found) => found.uid,
    () => undefined,
  );
  if (elsewhere || (owner !== undefined && process.getuid && owner !== process.getuid())) {
    throw new EmbeddedPostgresError(
      `The database of ${folder} was made by another user${elsewhere && ` and lives in ${elsewhere.trim()}`}. ` +
        'Run as that user, set DATA_DIR to a folder of your own, or set DATABASE_URL.',
    );
  }
  return { base, runAs: undefined };
}

async function chooseAsRoot(folder: string): Promise<Choice> {
  const elsewhere = (await readFile(pointerOf(folder), 'utf8').catch(() => '')).trim();
  const base = elsewhere || path.join(folder, 'postgres');
  const existing = await stat(base).catch(() => undefined);
  if (existing && existing.uid !== 0) return { base, runAs: { uid: existing.uid, gid: existing.gid } };
  if (elsewhere && !existing) {
    throw new EmbeddedPostgresError(
      `The database of ${folder} lived in ${elsewhere}, which is gone. Restore that folder, or delete ` +
        `${pointerOf(folder)} to begin with an empty database.`,
    );
  }
  const runAs = unprivilegedUser();
  // Passing through the data folder itself may be granted (not listing it; its secrets are files of mode 0600).
  if (await canReach(path.dirname(folder), runAs)) {
    const { mode } = await stat(folder);
    if ((mode & 0o001) === 0) await chmod(folder, mode | 0o001);
    return { base, runAs };
  }
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return { base: path.join(SYSTEM_DIR, hash), runAs };
}

/** initdb needs a user with a name, a bare uid does not do. */
function unprivilegedUser(): RunAs {
  const id = (flag: string, name: string): number =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  for (const name of ['postgres', 'nobody']) {
    try {
      return { uid: id('-u', name), gid: id('-g', name) };
    } catch {
      continue;
    }
  }
  throw new EmbeddedPostgresError(
    'Postgres refuses to run as root, and this machine has neither a postgres nor a nobody user to run it as. ' +
      'Create one (useradd --system postgres), run as an ordinary user, or set DATABASE_URL.',
  );
}

/** Whether every folder down to `dir` lets `runAs` pass. */
async function canReach(dir: string, runAs: RunAs): Promise<boolean> {
  for (let at = dir; ; at = path.dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const bit = uid === runAs.uid ? 0o100 : gid === runAs.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}
