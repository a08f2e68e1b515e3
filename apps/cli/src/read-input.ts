import { readFile } from 'node:fs/promises';
import { addAbortSignal } from 'node:stream';
import { confirm, isCancel, password } from '@clack/prompts';
import { EXIT, Failure } from './failure.ts';
import type { Shell } from './shell.ts';

/** Everything from standard input. */
export async function readStdin({ around }: Shell): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of addAbortSignal(around.signal, around.stdin)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Something secret: asked for without showing it, or from standard input. Never from an argument, which every process of the
 * machine can read and the shell's history keeps.
 * @throws {Failure} `usage` for nothing.
 */
export async function readSecret(shell: Shell, question: string): Promise<string> {
  const given = shell.isInteractive
    ? await password({ message: question, output: shell.around.stderr })
    : await readStdin(shell);
  if (isCancel(given)) throw new Failure(EXIT.interrupted, 'Nothing was given.');
  const secret = given.trim();
  if (secret === '') throw new Failure(EXIT.usage, `${question}: nothing came on standard input.`);
  return secret;
}

/**
 * Asks before something that cannot be undone.
 * @throws {Failure} `usage` where nobody can be asked, or says no.
 */
export async function requireYes(
  shell: Shell,
  question: string,
  isGiven: boolean | undefined,
): Promise<void> {
  if (isGiven) return;
  if (!shell.isInteractive) throw new Failure(EXIT.usage, `${question} Say so with --yes.`);
  const answer = await confirm({ message: question, initialValue: false, output: shell.around.stderr });
  if (isCancel(answer)) throw new Failure(EXIT.interrupted, 'Nothing was done.');
  if (!answer) throw new Failure(EXIT.usage, 'Nothing was done.');
}

/**
 * The text of a file, of standard input for `-`.
 * @throws {Failure} `usage` for a file that cannot be read.
 */
export async function readText(shell: Shell, file: string): Promise<string> {
  if (file === '-') return readStdin(shell);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Failure(
      EXIT.usage,
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/**
 * A JSON object: as it stands, `@file`, or `-` for standard input.
 * @throws {Failure} `usage` for anything else.
 */
export async function readObject(shell: Shell, given: string): Promise<Record<string, unknown>> {
  const text =
    given === '-' || given.startsWith('@') ? await readText(shell, given.replace(/^@/, '')) : given;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Failure(
      EXIT.usage,
      `This is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Failure(
      EXIT.usage,
      'Give a JSON object: {"object": {…}}, @file.json, or - for standard input.',
    );
  return value as Record<string, unknown>; // checked just above
}
