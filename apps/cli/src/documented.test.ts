import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { EXIT } from './failure.ts';
import { createProgram } from './program.ts';
import { Shell } from './shell.ts';

const PAGE = path.join(import.meta.dirname, '../../../docs-site/src/content/docs/cli.md');

/** Every command that does something, with its options but for those that all have. */
function leavesOf(command: Command, words: string[] = []): { line: string; options: string[] }[] {
  const own = [...words, command.name()];
  if (command.commands.length > 0) return command.commands.flatMap((each) => leavesOf(each, own));
  const options = command.options.flatMap(({ long }) => (long && long !== '--json' ? [long] : []));
  return [{ line: own.join(' '), options }];
}

/** By what its row begins with: `| `webhooks test <id>` | … |`. */
async function rowsOfPage(heading: string): Promise<Map<string, string>> {
  const [, after = ''] = (await readFile(PAGE, 'utf8')).split(`\n## ${heading}\n`);
  const [section = ''] = after.split('\n## ');
  const rows = [...section.matchAll(/^\| `?([^|`]+?)`? \|(.*)\|$/gm)];
  return new Map(rows.map(([, first = '', rest = '']) => [first, rest]));
}

test('the page has every command with every option, and no others', async () => {
  const around = {
    env: {},
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    fetch,
    signal: new AbortController().signal,
    operatorsHelp: '',
  };
  const leaves = leavesOf(createProgram(new Shell(around), { isJson: false }));
  const rows = await rowsOfPage('All commands');
  rows.delete('Command'); // the head of the table
  const onPage = [...rows].map(([usage, text]) => ({
    line: `tidings ${usage.replaceAll(/ <[^>]+>/g, '')}`,
    options: [...text.matchAll(/`(--[a-z-]+)/g)].map(([, option = '']) => option).toSorted(),
  }));
  expect(onPage).toEqual(leaves.map(({ line, options }) => ({ line, options: options.toSorted() })));
});

test('the page has every exit code', async () => {
  const rows = await rowsOfPage('In scripts');
  expect([...rows.keys()].filter((code) => /^\d+$/.test(code))).toEqual(Object.values(EXIT).map(String));
});
