import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import { type Command, CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from './program.ts';
import { Shell } from './shell.ts';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');
const PAGES = path.join(ROOT, 'docs-site', 'src', 'content', 'docs');
/** What runs Tidings itself is looked at by a test of the server. */
const OPERATORS = /^(dev|demo|serve|migrate|audit|people|config)\b/;

/** A program that understands its words and does nothing. */
function parser(): Command {
  const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });
  const around = {
    env: {},
    stdin: process.stdin,
    stdout: nowhere(),
    stderr: nowhere(),
    fetch,
    signal: new AbortController().signal,
    operatorsHelp: '',
  };
  const program = createProgram(new Shell(around), { isJson: true });
  const silence = (command: Command): void => {
    for (const each of command.commands) silence(each);
    if (command.commands.length === 0) command.action(() => {});
  };
  silence(program);
  return program;
}

/** As a shell splits a line, up to what leads elsewhere: `<`, `|`, `>`, `)`, `#`. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const [, single, double, bare = ''] of line.matchAll(/'([^']*)'|"([^"]*)"|([^\s'"]+)/g)) {
    if (/^[<|>#]/.test(bare)) break;
    words.push(single ?? double ?? bare.replace(/\)$/, ''));
    if (bare.endsWith(')')) break;
  }
  return words;
}

/** What the program says to a line; undefined where it understands it. */
function faultOf(line: string): string | undefined {
  try {
    parser().parse(wordsOf(line), { from: 'user' });
    return undefined;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? undefined : error.message;
    throw error;
  }
}

const files = [
  ...readdirSync(PAGES, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.mdx?$/.test(name))
    .map((name) => path.join(PAGES, name)),
  path.join(ROOT, 'README.md'),
];
const texts = files.map((file) => ({ name: path.relative(ROOT, file), text: readFileSync(file, 'utf8') }));
const found = (pattern: RegExp) =>
  texts.flatMap(({ name, text }) =>
    [...text.matchAll(pattern)]
      .map(([, line = '']) => line)
      .filter((line) => !OPERATORS.test(line))
      .map((line) => [name, line] as const),
  );

const lines = found(/^(?:\w+="?\$\()?(?:npx )?(?:(?:eval "\$|source <)\()?tidings (.+)$/gm);

test('there are lines on the pages', () => expect(lines.length).toBeGreaterThan(25));

test.each(lines)('%s: tidings %s is understood', (_name, line) => {
  expect(faultOf(line)).toBeUndefined();
});

test('what stands in the text names commands and options that there are', () => {
  const faults = found(/`(?:npx )?tidings ([^`]+)`/g).flatMap(([name, line]) => {
    // A name need not have all that a line has to have.
    const fault = faultOf(line)?.replace(/^error: (required option|missing required argument).*/, '');
    return fault ? [`${name}: tidings ${line}: ${fault}`] : [];
  });
  expect(faults).toEqual([]);
});

test.each(['listen --port 3000', 'events replays --from 2h', 'events replay --forward 3000', 'webhooks get'])(
  'a line that is wrong would be noticed: %s',
  (line) => {
    expect(faultOf(line)).toMatch(/^error: /);
  },
);
