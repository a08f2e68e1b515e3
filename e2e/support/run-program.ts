import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

export const ROOT = path.join(import.meta.dirname, '..', '..');
const MAIN = path.join(ROOT, 'apps', 'server', 'src', 'main.ts');
/** The Node that npm installs, which runs TypeScript as it stands. */
const BINARIES = path.join(ROOT, 'node_modules', '.bin');
export const NODE = path.join(BINARIES, 'node');

/** The launcher's: what Node made of the source once, the next process need not make, which is half of what a start computes. */
const COMPILED = path.join(ROOT, 'apps', 'server', 'node_modules', '.cache', 'compiled');

export type Ended = { code: number | null; signal: NodeJS.Signals | null; output: string };

/** A program under way, with all that it has printed so far. */
export type Program = {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Standard output and standard error together, as a person at a terminal sees them. */
  output(): string;
  /** How it ended, once it has. */
  readonly ended: Promise<Ended>;
};

/** Runs any program and keeps what it prints. */
export function runProgram(
  file: string,
  args: string[],
  options: { env: Record<string, string>; cwd?: string },
): Program {
  const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, output }));
  });
  return { child, pid: child.pid ?? 0, output: () => output, ended };
}

/** Runs the server's `main.ts` with one command and settings; nothing of our own environment reaches it. */
export function runMain(command: string, settings: Record<string, string>): Program {
  return runProgram(NODE, [MAIN, command], { env: { ...bareEnvironment(), ...settings }, cwd: ROOT });
}

/** Lets a program take the packages that others install as they stand here, and not as they are built for a tarball. */
export const FROM_SOURCE = { NODE_OPTIONS: '--conditions=@tidings/source' };

/** What any program needs. Vitest's own variables would change what the server does (NODE_ENV=test). */
export function bareEnvironment(): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  return {
    PATH: `${BINARIES}${path.delimiter}${PATH}`,
    HOME,
    ...(TMPDIR && { TMPDIR }),
    NODE_COMPILE_CACHE: COMPILED,
  };
}
