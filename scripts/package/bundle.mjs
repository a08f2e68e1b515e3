import { isBuiltin } from 'node:module';
import path from 'node:path';
import { rolldown } from 'rolldown';

/** The oldest that installed packages run on; the repository itself has a newer one. */
const TARGET = 'node20';

/** `@scope/name/path` → `@scope/name` */
export const packageOf = (specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;

/**
 * Writes the entry with all of ours that it reaches as one file of JavaScript into `dist`. What `dependencies` names stays
 * outside, and anything else would not be there where it runs.
 * @throws for an import of what is neither.
 */
export async function bundle(folder, { entry, dependencies }) {
  const build = await rolldown({
    cwd: folder,
    input: entry,
    platform: 'node',
    transform: { target: TARGET },
    external: (specifier) => {
      if (specifier.startsWith('.') || path.isAbsolute(specifier)) return false;
      if (isBuiltin(specifier) || Object.hasOwn(dependencies, packageOf(specifier))) return true;
      if (specifier.startsWith('@tidings/')) return false;
      throw new Error(`${specifier} is imported and is no dependency: it would not be installed.`);
    },
  });
  await build.write({ dir: path.join(folder, 'dist'), format: 'esm', entryFileNames: '[name].js' });
  await build.close();
}
