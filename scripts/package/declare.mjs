import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { packageOf } from './bundle.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

const SPECIFIER = /(\bfrom |\bimport\(|\bimport )(['"])([^'"]+)\2/g;
/** The types of our procedures are written out in full, but for what only the server has. */
const ROUTER = 'apps/server/src/app-router';
const OF_THE_SERVER = /import\("@tidings\/kernel"\)\.(Meta|RequestContext)\b/g;

/**
 * Writes the declarations of the package's face and of what it reaches into `dist`. They name nothing but each other and
 * `dependencies`, so that whoever installs them can check them.
 * @param isClient of the server's procedures.
 * @throws for a declaration that names anything else.
 */
export async function declare(folder, { face, isClient, dependencies }) {
  const own = path.relative(ROOT, path.join(folder, 'src')).replaceAll(path.sep, '/');
  const emitted = await mkdtemp(path.join(os.tmpdir(), 'tidings-declared-'));
  try {
    await emit(emitted, [path.resolve(folder, face), ...(isClient ? [path.join(ROOT, `${ROUTER}.ts`)] : [])]);
    await mkdir(path.join(folder, 'dist'), { recursive: true });
    const waiting = [path.posix.join(own, face.replace('./src/', '').replace(/\.ts$/, ''))];
    const written = new Set();
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (written.has(file)) continue;
      written.add(file);
      const text = await readFile(path.join(emitted, `${file}.d.ts`), 'utf8');
      const name = `${path.posix.basename(file)}.d.ts`;
      const { declared, reached } = settle(text, file, dependencies);
      await writeFile(path.join(folder, 'dist', name), declared);
      waiting.push(...reached);
    }
  } finally {
    await rm(emitted, { recursive: true, force: true });
  }
}

/** The declarations of these files and of all that they reach, below `out` as they lie in the repository. */
async function emit(out, files) {
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: ROOT,
    outDir: out,
    typeRoots: [path.join(ROOT, 'node_modules/@types')],
  };
  const config = path.join(out, 'tsconfig.json');
  const extended = path.join(ROOT, 'tsconfig.json');
  await writeFile(config, JSON.stringify({ extends: extended, compilerOptions, include: [], files }));
  await run(process.execPath, [path.join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', config]).catch(
    (error) => {
      throw new Error(`The declarations cannot be made:\n${error.stdout || error.message}`);
    },
  );
}

/** A declaration as it stands beside the others, and the files that it names. */
function settle(text, file, dependencies) {
  const reached = [];
  const declared = text
    .replaceAll(OF_THE_SERVER, 'object')
    .replaceAll(SPECIFIER, (all, before, quote, name) => {
      const target =
        name === '@tidings/server' ? `${ROUTER}.ts` : name.startsWith('.') && besideOf(file, name);
      if (!target) {
        if (Object.hasOwn(dependencies, packageOf(name))) return all;
        throw new Error(`${file}.d.ts names ${name}, which is no dependency: it would not be installed.`);
      }
      reached.push(target.replace(/\.ts$/, ''));
      return `${before}${quote}./${path.posix.basename(target, '.ts')}.js${quote}`;
    });
  return { declared, reached };
}

const besideOf = (file, name) => path.posix.join(path.posix.dirname(file), name);
