import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { bareEnvironment, NODE, type Program, ROOT, runProgram } from './run-program.ts';
import { until } from './until.ts';

export const SAMPLES = path.join(ROOT, 'docs-site', 'src', 'samples');
const require = createRequire(import.meta.url);

/** What runs a sample, by the end of its name. */
const COMMANDS: Record<string, (file: string, env: Record<string, string>) => [string, string[]]> = {
  '.sh': (file) => ['bash', [file]],
  '.mjs': (file) => [NODE, [file]],
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

/** Whether a sample can be run here. */
export function canRun(sample: string): boolean {
  const [command, ...args] = PROBES[path.extname(sample)] ?? [];
  if (command === undefined) return true;
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Somebody who follows the documentation: a folder with what they installed, and the programs that they run in it. */
export class Reader {
  readonly #folder: string;
  readonly #running: Program[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Runs one file of a page in the reader's folder. */
  async run(sample: string, env: Record<string, string>): Promise<Program> {
    const file = path.join(this.#folder, path.basename(sample));
    await copyFile(path.join(SAMPLES, sample), file);
    const [command, args] = COMMANDS[path.extname(sample)]?.(file, env) ?? [file, []];
    const program = runProgram(command, args, { env: { ...bareEnvironment(), ...env }, cwd: this.#folder });
    this.#running.push(program);
    return program;
  }

  async runToEnd<Output>(sample: string, env: Record<string, string>): Promise<Output> {
    const { code, output } = await (await this.run(sample, env)).ended;
    expect(code, output).toBe(0);
    return JSON.parse(output) as Output;
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
