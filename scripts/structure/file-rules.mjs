import { existsSync } from 'node:fs';
import path from 'node:path';
import { lineOf } from './tree.mjs';

/** `./testing` is for tests alone: the rule `import-path` sees to that. `./signing` is what installed packages are built with. */
const DOORS = {
  '.': './src/index.ts',
  './schema': './src/schema.ts',
  './wiring': './src/wiring.ts',
  './signing': './src/signing.ts',
  './testing': './src/testing.ts',
};
const LINES_MAX = 400;
/** What people install who never see the rest has a name by itself. */
const OWN_NAMES = { testing: 'tidings-testing' };

/** Words between dots: `endpoint.entity.ts`, and what TanStack Router wants: `$id.edit.tsx`, `$.tsx`, `__root.tsx`. */
const KEBAB = /^([_$]+|[_$]*[a-z0-9]+(-[a-z0-9]+)*)$/;

/** Astro's page parameters: `[name].astro`, `[...path].astro`. */
const withoutBrackets = (part) => part.replace(/^\[(?:\.{3})?([^\]]+)\]/, '$1');
const EMPTY_WORDS = /(^|-)(utils?|common|helpers?|managers?|services?)$/;

export function* moduleExports({ root, modules }) {
  for (const { name, manifest } of modules) {
    const file = `modules/${name}/package.json`;
    const wanted = OWN_NAMES[name] ?? `@tidings/${name}`;
    if (manifest.name !== wanted) yield { file, message: `is named ${manifest.name}, not ${wanted}` };
    const doors = manifest.exports ?? {};
    if (!doors['.']) yield { file, message: 'does not export ".", its public face' };
    for (const [door, given] of Object.entries(doors)) {
      // What people install is built for them, and is here what it is built from.
      const target = typeof given === 'string' ? given : given['@tidings/source'];
      if (!DOORS[door])
        yield { file, message: `exports ${door}; a module exports only ${Object.keys(DOORS).join(', ')}` };
      else if (target !== DOORS[door])
        yield { file, message: `exports ${door} as ${target}, not ${DOORS[door]}` };
      else if (!existsSync(path.join(root, 'modules', name, target)))
        yield { file, message: `exports ${door}, but ${target} does not exist` };
    }
  }
}

export function* fileNames({ files }) {
  for (const { file } of files) {
    if (file.endsWith('.gen.ts')) continue;
    for (const part of file.split('/')) {
      const words = withoutBrackets(part).split('.');
      if (!words.every((word) => KEBAB.test(word))) yield { file, message: `${part} is not kebab-case` };
      else if (EMPTY_WORDS.test(words[0]))
        yield { file, message: `${part} says nothing; name what it holds` };
    }
  }
}

export function* fileLength({ files }) {
  for (const { file, text } of files) {
    const lines = text.trimEnd().split('\n').length;
    if (lines > LINES_MAX && !file.endsWith('.gen.ts'))
      yield { file, message: `has ${lines} lines; ${LINES_MAX} is the most` };
  }
}

/** One Postgres schema a module, named like it. The composition root has no SQL at all. */
export function* ownTables({ files, modules }) {
  const names = modules.map(({ name }) => name).join('|');
  if (!names) return;
  const mention = new RegExp(
    `\\b(?:FROM|JOIN|INTO|UPDATE|TABLE|REFERENCES)\\s+(?:ONLY\\s+)?"?(${names})"?\\."?[a-z]`,
    'g',
  );
  for (const { file, code, area, owner } of files) {
    if (area !== 'modules' && area !== 'apps') continue;
    for (const found of code.matchAll(mention)) {
      if (area === 'modules' && found[1] === owner) continue;
      yield {
        file,
        line: lineOf(code, found.index),
        message: `touches a table of ${found[1]}; only that module may`,
      };
    }
  }
}
