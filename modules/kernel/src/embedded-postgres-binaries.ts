import { access, chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

export type PostgresBinaries = { version: string; major: string; nativeDir: string };

/** Where root keeps what an unprivileged database user must be able to reach; survives a reboot. */
export const SYSTEM_DIR = '/var/lib/tidings';

/**
 * Finds the server binaries of this platform through the `embedded-postgres` package. That package's own
 * class is not imported: it installs exit hooks that would end Postgres before the process has drained.
 */
export async function findBinaries(): Promise<PostgresBinaries> {
  const platform = `${os.platform() === 'win32' ? 'windows' : os.platform()}-${os.arch()}`;
  let nativeDir: string;
  try {
    const require = createRequire(import.meta.url);
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(
      `@embedded-postgres/${platform}`,
    );
    nativeDir = path.resolve(path.dirname(entry), '../native');
    await access(nativeDir);
  } catch {
    throw new EmbeddedPostgresError(
      `There is no embedded Postgres for this platform (${platform}). If npm skipped optional packages, run ` +
        'npm ci again without --omit=optional; otherwise set DATABASE_URL to a Postgres 15 or newer.',
    );
  }
  const manifest = await readFile(path.join(nativeDir, '../package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  await restoreLinks(nativeDir);
  return { version, major: version.split('.')[0] ?? '', nativeDir };
}

/** The path of one program, for example `postgres`. */
export function program(binaries: PostgresBinaries, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return path.join(binaries.nativeDir, 'bin', os.platform() === 'win32' ? `${name}.exe` : name);
}

/**
 * npm packages cannot carry symbolic links, so the platform package restores its library links in an
 * install script. Where install scripts are forbidden nobody has done it yet.
 */
async function restoreLinks(nativeDir: string): Promise<void> {
  const list = await readFile(path.join(nativeDir, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const root = path.dirname(nativeDir);
  for (const { source, target } of JSON.parse(list) as Array<{ source: string; target: string }>) {
    const link = path.join(root, target);
    if (
      await access(link).then(
        () => true,
        () => false,
      )
    )
      continue;
    await symlink(path.relative(path.dirname(link), path.join(root, source)), link).catch(ignoreExisting);
  }
  for (const name of ['postgres', 'initdb', 'pg_ctl']) {
    const file = path.join(nativeDir, 'bin', name);
    const mode = await stat(file).then(
      (found) => found.mode,
      () => 0o555,
    );
    if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
  }
}

/**
 * Copies the binaries to a root-owned folder that everybody can read, once per version. The copy is made
 * aside and renamed, so that an interrupted one is never used.
 */
export async function copyBinaries(binaries: PostgresBinaries): Promise<PostgresBinaries> {
  const target = path.join(SYSTEM_DIR, `postgres-${binaries.version}`);
  const found = await stat(target).catch(() => undefined);
  const trusted = found?.uid === 0 && (found.mode & 0o022) === 0;
  if (found && !trusted) {
    throw new EmbeddedPostgresError(
      `${target} should hold the Postgres binaries, but others than root may write to it. Remove it and start again.`,
    );
  }
  if (!found) {
    const aside = `${target}.${process.pid}`;
    await makeSystemDir();
    await cp(binaries.nativeDir, aside, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('.a'),
    });
    await makeReadable(aside);
    await rename(aside, target).catch(async (error: unknown) => {
      await rm(aside, { recursive: true, force: true });
      ignoreExisting(error);
    });
  }
  return { ...binaries, nativeDir: target };
}

/** Root's folder that everybody may pass through, whatever the umask says. */
export async function makeSystemDir(): Promise<void> {
  await mkdir(SYSTEM_DIR, { recursive: true });
  await chmod(SYSTEM_DIR, 0o755);
}

/** A checkout made under umask 077 is closed to others file by file. */
async function makeReadable(dir: string): Promise<void> {
  await chmod(dir, 0o755);
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const executable = entry.isDirectory() || entry.parentPath.endsWith('bin');
    await chmod(path.join(entry.parentPath, entry.name), executable ? 0o755 : 0o644);
  }
}

function ignoreExisting(error: unknown): void {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'EEXIST' && code !== 'ENOTEMPTY') throw error;
}
