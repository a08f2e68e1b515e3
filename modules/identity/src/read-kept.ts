import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What `keepOnce` put into `folder/name`, or undefined if it never did. */
export async function readKept(folder: string, name: string): Promise<string | undefined> {
  try {
    return (await readFile(join(folder, name), 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`DATA_DIR: cannot read ${join(folder, name)}: ${String(error)}`, { cause: error });
  }
}
