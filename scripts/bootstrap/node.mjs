import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stop, step, tail } from './report.mjs';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const BIN = path.join(ROOT, 'node_modules', '.bin');

const MAJOR = 24;

const pathParts = () => (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);

/** For everything that we start: Node 24 and the tools of the checkout come first. */
export const toolEnvironment = () => ({
  ...process.env,
  PATH: [BIN, ...pathParts().filter((dir) => dir !== BIN)].join(path.delimiter),
});

/** For npm: the machine's own Node, since npm takes the other one away while it installs. */
const npmEnvironment = () => ({
  ...process.env,
  PATH: pathParts()
    .filter((dir) => !dir.endsWith(path.join('node_modules', '.bin')))
    .join(path.delimiter),
});

/** Runs a command quietly, if need be at another priority; resolves with its exit code and all that it printed. */
export function capture(file, args, { env = toolEnvironment(), priority, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env, ...options });
    if (priority !== undefined && child.pid !== undefined) os.setPriority(child.pid, priority);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: code ?? 1, signal, output }));
  });
}

export async function npm(args) {
  try {
    return await capture('npm', args, { env: npmEnvironment(), shell: process.platform === 'win32' });
  } catch (error) {
    if (error.code === 'ENOENT')
      throw new Stop('npm is not on the PATH. It comes with Node; see https://nodejs.org.');
    throw error;
  }
}

/** The path of Node 24: the one from the registry, or the machine's own where that is new enough. */
export async function findNode() {
  const own = path.join(BIN, 'node');
  if (isExecutable(own) && (await works(own))) return own;
  if (Number(process.versions.node.split('.')[0]) >= MAJOR && process.execPath !== own)
    return process.execPath;
  // Its install script fetches the binary, and npm was told to run no scripts or was interrupted.
  const { output } = await step(`Fetching Node ${MAJOR}`, () =>
    npm(['rebuild', 'node', '--ignore-scripts=false']),
  );
  if (isExecutable(own) && (await works(own))) return own;
  throw new Stop(
    `Node ${MAJOR} could not be fetched through npm (package "node", ${process.platform}-${process.arch}):\n\n${tail(output)}\n\n` +
      `Check that npm can reach its registry and may run the install script of "node", or install Node ${MAJOR} yourself.`,
  );
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const works = (node) =>
  capture(node, ['--version']).then(
    ({ output }) => output.startsWith(`v${MAJOR}.`),
    () => false,
  );
