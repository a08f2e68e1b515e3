import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', '.astro', '.turbo', 'generated', 'structure-examples']);
const SOURCE = /\.(ts|tsx|mjs|js|css|sql|astro)$/;

/** Tests, and the `testing.ts` that a module offers to them. */
const TEST = /(\.(test|e2e)\.tsx?|\/src\/testing\.ts)$/;

/** Reads every source file below the code folders of `root`. Paths use `/` and start at `root`. */
export function readTree(root) {
  const files = [];
  const walk = (dir) => {
    for (const entry of list(path.join(root, dir))) {
      if (SKIPPED.has(entry.name)) continue;
      const file = `${dir}/${entry.name}`;
      if (entry.isDirectory()) walk(file);
      else if (SOURCE.test(entry.name)) files.push(source(file, readFileSync(path.join(root, file), 'utf8')));
    }
  };
  for (const dir of ['apps', 'modules', 'docs-site', 'e2e', 'scripts']) walk(dir);
  const modules = list(path.join(root, 'modules')).filter((entry) => entry.isDirectory());
  return { root, files, modules: modules.map(({ name }) => readModule(root, name)) };
}

function readModule(root, name) {
  const manifest = path.join(root, 'modules', name, 'package.json');
  return { name, manifest: JSON.parse(readFileSync(manifest, 'utf8')) };
}

function list(dir) {
  try {
    return readdirSync(dir, { withFileTypes: true });
  } catch {
    return [];
  }
}

function source(file, text) {
  const [area, name] = file.split('/');
  const code = withoutComments(text);
  return { file, text, code, area, owner: name, isTest: TEST.test(file), imports: importsOf(code) };
}

/** Blanks comments and keeps line numbers; strings are matched first, so a URL in one is no comment. */
const withoutComments = (text) =>
  text.replaceAll(
    /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/\*[^]*?\*\/|(?<=^|[\s;{}(),])\/\/[^\n]*/gm,
    (found) => (found.startsWith('/') ? found.replaceAll(/[^\n]/g, ' ') : found),
  );

const IMPORT =
  /(?:^|[\s;])(import|export)\s+([\w*${}\s,]*?)\s*from\s*['"]([^'"]+)['"]|(?:^|[\s;])import\s*['"]([^'"]+)['"]|\b(?:import|require|vi\.mock)\s*\(\s*['"]([^'"]+)['"]/gm;

function importsOf(code) {
  return [...code.matchAll(IMPORT)].map((found) => ({
    target: found[3] ?? found[4] ?? found[5],
    clause: found[2] === undefined ? '' : `${found[1]} ${found[2]}`.replaceAll(/\s+/g, ' ').trim(),
    line: lineOf(code, found.index + 1),
  }));
}

export const lineOf = (text, index) => text.slice(0, index).split('\n').length;
