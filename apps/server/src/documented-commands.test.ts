import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readRole } from './role.ts';
import { helpFor } from './usage.ts';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');
const PAGES = path.join(ROOT, 'docs-site', 'src', 'content', 'docs');
const LINE = /\btidings ((?:dev|demo|serve|migrate|audit|people|config)\b[^\n`#>|,]*)/g;

const files = [
  ...readdirSync(PAGES, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.mdx?$/.test(name) && !name.startsWith('internals/decisions/'))
    .map((name) => path.join(PAGES, name)),
  path.join(ROOT, 'README.md'),
];
const lines = files.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(LINE)].map(([, line = '']) => ({
    page: path.relative(ROOT, file),
    words: line.trim().split(/\s+/),
  })),
);

test('every command of an operator on the pages is one that the help shows, with its options', () => {
  const help = helpFor(['help']) ?? '';
  expect(lines.length).toBeGreaterThan(10);
  const faults = lines.flatMap(({ page, words: [command = '', ...words] }) => {
    if (command === 'serve') {
      expect(readRole(words), page).toMatch(/all|api|worker/);
      return [];
    }
    const verb = ['audit', 'people'].includes(command) ? words.slice(0, 1) : [];
    const named = [command, ...verb].join(' ');
    const options = words.filter((word) => word.startsWith('--'));
    return [named, ...options].filter((each) => !help.includes(each)).map((each) => `${page}: ${each}`);
  });
  expect(faults).toEqual([]);
});
