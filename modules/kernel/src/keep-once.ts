import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A value that is made at the first start and the same ever after: read from `folder/name`, or made and
 * written there, readable by its owner only. Safe when several processes start together.
 * @throws {Error} naming DATA_DIR when the folder cannot be written.
 */
export async function keepOnce(folder: string, name: string, make: () => string): Promise<string> {
  const path = join(folder, name);
  const kept = await readFile(path, 'utf8').catch(() => undefined);
  if (kept !== undefined) return kept.trim();
  // Not the process id: containers that share the folder have the same ones.
  const draft = `${path}.${randomUUID()}`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(draft, `${make()}\n`, { mode: 0o600 });
    // A link is made whole or not at all, and fails when another process was first; then its value counts.
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await unlink(draft);
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    throw new Error(`DATA_DIR: cannot keep ${path}: ${String(error)}`, { cause: error });
  }
}
