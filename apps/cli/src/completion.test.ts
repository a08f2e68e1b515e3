import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { person } from './testing.ts';

/** What bash offers after these words. */
async function offered(...words: string[]): Promise<string[]> {
  return offeredTo(await person(), ...words);
}

async function offeredTo(
  { types }: Awaited<ReturnType<typeof person>>,
  ...words: string[]
): Promise<string[]> {
  const { stdout } = await types(['completion', 'bash']);
  const line = words.map((word) => `'${word}'`).join(' ');
  const script = `${stdout}\nCOMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _tidings; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split('\n');
}

test('bash completes commands, commands of commands, and options', async () => {
  expect(await offered('tidings', '')).toEqual(expect.arrayContaining(['login', 'listen', 'webhooks']));
  expect(await offered('tidings', 'webhooks', 'd')).toEqual(['delete', 'diagnose']);
  expect(await offered('tidings', 'listen', '--f')).toEqual(['--forward']);
  expect(await offered('tidings', 'completion', 'z')).toEqual(['zsh']);
  expect(await offered('tidings', 'events', 'list', '--type', 'tag.created', '--l')).toEqual(['--limit']);
});

test('what runs Tidings itself is offered where it is installed', async () => {
  expect(await offeredTo(await person({}, 'serve'), 'tidings', 'ser')).toEqual(['serve']);
  expect(await offered('tidings', 'ser')).toEqual(['']);
});

test('zsh gets the same words', async () => {
  const { types } = await person();
  const { code, stdout } = await types(['completion', 'zsh']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^#compdef tidings\n/);
  expect(stdout).toMatch(/" webhooks"\|" webhooks "\*\) compadd -- list get create update delete/);
});
