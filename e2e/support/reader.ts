import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { bareEnvironment, NODE, type Program, ROOT, runProgram } from './run-program.ts';
import { until } from './until.ts';

export const SAMPLES = path.join(ROOT, 'docs-site', 'src', 'samples');
const LAUNCHER = path.join(ROOT, 'apps', 'server', 'bin', 'tidings.mjs');
const require = createRequire(import.meta.url);

/** What runs a sample, by the end of its name. */
const COMMANDS: Record<string, (file: string, env: Record<string, string>) => [string, string[]]> = {
  // As strictly as no page asks for: pasted into a terminal, `set -e` would end that at the next failure.
  '.sh': (file) => ['bash', ['-euo', 'pipefail', file]],
  '.mjs': (file) => [NODE, [file]],
  '.mts': (file) => [NODE, [file]],
  '.py': (file) => ['python3', ['-u', file]],
  '.rb': (file) => ['ruby', [file]],
  '.php': (file, env) => ['php', ['-S', `127.0.0.1:${env['PORT']}`, file]],
};

/** Samples in languages that this machine may not have, and what shows that it has one. */
const PROBES: Record<string, string[]> = {
  '.py': ['python3', '--version'],
  '.rb': ['ruby', '-rwebrick', '-rbase64', '-e', ''],
  '.php': ['php', '--version'],
};

/** What a sample needs and this machine does not have: the name of its interpreter. */
export function missingFor(sample: string): string | undefined {
  const [command, ...args] = PROBES[path.extname(sample)] ?? [];
  if (command === undefined) return undefined;
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return undefined;
  } catch {
    return command;
  }
}

/** How a test of a sample is named: where it is skipped, with the reason. */
export function titleOf(sample: string): string {
  const missing = missingFor(sample);
  return missing === undefined ? sample : `${sample} (skipped: there is no ${missing} on this machine)`;
}

/** Somebody who follows the documentation: a folder with what they installed, and the programs that they run in it. */
export class Reader {
  readonly #folder: string;
  readonly #running: Program[] = [];

  readonly #ownEnvironment: Record<string, string>;

  /** @param ownEnvironment such as what lets npm reach its registry; little if left out. */
  constructor(folder: string, ownEnvironment: Record<string, string> = {}) {
    this.#folder = folder;
    this.#ownEnvironment = ownEnvironment;
  }

  /** Saves one file of a page in the reader's folder, or in one below it. */
  async save(sample: string, below = ''): Promise<string> {
    const file = path.join(this.#folder, below, path.basename(sample));
    await copyFile(path.join(SAMPLES, sample), file);
    return file;
  }

  /** Saves a file of their own. */
  async write(name: string, text: string): Promise<void> {
    await writeFile(path.join(this.#folder, name), text);
  }

  /** Runs one file of a page in the reader's folder. */
  async run(sample: string, env: Record<string, string>): Promise<Program> {
    const file = await this.save(sample);
    const [command, args] = COMMANDS[path.extname(sample)]?.(file, env) ?? [file, []];
    return this.#begin(command, args, env);
  }

  /** Runs lines of a page, as they stand there, in a shell. */
  shell(lines: string, env: Record<string, string>): Program {
    return this.#begin('bash', ['-euo', 'pipefail', '-c', lines], env);
  }

  /** Runs `tidings` in the reader's folder, to its end. */
  async tidings(words: string[], env: Record<string, string>): Promise<string> {
    const more = { ...env, XDG_CONFIG_HOME: this.#folder };
    return outputOf(`tidings ${words.join(' ')}`, this.#begin(NODE, [LAUNCHER, ...words], more));
  }

  #begin(command: string, args: string[], env: Record<string, string>): Program {
    const program = runProgram(command, args, {
      env: { ...this.#ownEnvironment, ...bareEnvironment(), ...env },
      cwd: this.#folder,
    });
    this.#running.push(program);
    return program;
  }

  async runToEnd<Output>(sample: string, env: Record<string, string>): Promise<Output> {
    return JSON.parse(await outputOf(sample, await this.run(sample, env))) as Output;
  }

  /** Starts a receiver of the documentation and waits until it listens. */
  async start(sample: string, env: Record<string, string> & { PORT: string }): Promise<Program> {
    const program = await this.run(sample, env);
    const listens = () =>
      fetch(`http://127.0.0.1:${env.PORT}/`).then(
        () => true,
        () => false,
      );
    await until(listens, Boolean, { what: `${sample} listens; it printed: ${program.output()}` });
    return program;
  }

  /** Ends what still runs. */
  async stop(): Promise<void> {
    for (const program of this.#running.splice(0)) {
      program.child.kill();
      await program.ended;
    }
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function outputOf(what: string, program: Program): Promise<string> {
  const { code, output } = await program.ended;
  if (code !== 0) throw new Error(`${what} ended with ${code}:\n${output}`);
  return output;
}

/** The reader's folder after `npm install` of these packages. */
export async function newReader(...packages: string[]): Promise<Reader> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tidings-e2e-'));
  for (const name of packages) {
    const entry = require.resolve(name);
    const installed = entry.slice(0, entry.lastIndexOf(`${path.sep}node_modules${path.sep}`));
    await symlink(path.join(installed, 'node_modules'), path.join(folder, 'node_modules')).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      },
    );
  }
  return new Reader(folder);
}
