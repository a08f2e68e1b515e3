// Checks what DESIGN promises about who may know whom. Each rule has an example in structure-examples/
// that breaks it, and check-structure.test.ts proves that the rule notices.
import { fileURLToPath } from 'node:url';
import { fileLength, fileNames, moduleExports, ownTables } from './structure/file-rules.mjs';
import {
  browserSafeSchema,
  consoleImports,
  importDirection,
  importPath,
  installedImports,
  outsideImports,
  playImport,
  wiringImport,
} from './structure/import-rules.mjs';
import { readTree } from './structure/tree.mjs';

export const RULES = {
  'import-path': importPath,
  'import-direction': importDirection,
  'wiring-import': wiringImport,
  'play-import': playImport,
  'console-imports': consoleImports,
  'outside-imports': outsideImports,
  'browser-safe-schema': browserSafeSchema,
  'installed-imports': installedImports,
  'module-exports': moduleExports,
  'file-names': fileNames,
  'file-length': fileLength,
  'own-tables': ownTables,
};

/** Every break of a rule below `root`: `{rule, file, line?, message}`. */
export function checkStructure(root) {
  const tree = readTree(root);
  return Object.entries(RULES).flatMap(([rule, find]) =>
    [...find(tree)].map((found) => ({ rule, ...found })),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = checkStructure(fileURLToPath(new URL('..', import.meta.url)));
  for (const { rule, file, line, message } of found)
    console.error(`${file}${line ? `:${line}` : ''}  ${message}  [${rule}]`);
  if (found.length > 0)
    console.error(`\n${found.length} break${found.length > 1 ? 's' : ''} of the structure`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
