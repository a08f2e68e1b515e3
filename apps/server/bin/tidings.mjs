#!/usr/bin/env node
// `tidings …`: hands over to the main.ts of the server, or of the developers' command line. Both are TypeScript as it stands,
// so they need a Node that runs it; the machine's own may be older, and `npm ci` brought one along. Plain JavaScript for Node 18.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The first that runs TypeScript without being asked to. */
const OLDEST = [22, 18];
const SERVER = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const DEVELOPERS = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url));
/** What runs Tidings itself. All others are for developers, where their command line is installed; no word asks for help. */
const OPERATORS = ['dev', 'demo', 'serve', 'migrate', 'audit', 'people', 'config'];
const [first, second] = process.argv.slice(2);
const word = first === 'help' && OPERATORS.includes(second) ? second : first;
const MAIN = OPERATORS.includes(word) || !existsSync(DEVELOPERS) ? SERVER : DEVELOPERS;
/**
 * Measured under full load: below 2 GiB V8 lets the heap double between two collections, above it quadruple, which took
 * a quarter more memory; new objects get room enough to die young, which more than pays for it; and they are collected
 * when that room is full, not in each quiet moment from four fifths on, when more of them are still in use. In a file, which
 * the benchmark reads for what it compares with.
 */
const FLAGS =
  MAIN === SERVER
    ? readFileSync(new URL('node-flags.txt', import.meta.url), 'utf8')
        .trim()
        .split('\n')
    : [];
const ENVIRONMENT = {
  ...process.env,
  // Stripped and compiled code is kept from one start to the next: half of the processor time of a start, and some
  // 16 MB. Beside the code, where nobody else can write; where it cannot be written Node does without.
  NODE_COMPILE_CACHE:
    process.env.NODE_COMPILE_CACHE ??
    fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)),
  // Names are resolved by threads: with Node's four, as many silent name servers would hold up every new connection.
  UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? '64',
};

function runsTypeScript() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** The one of the package "node", in the nearest node_modules from here upwards. */
function installedNode() {
  for (let dir = path.dirname(MAIN); ; dir = path.dirname(dir)) {
    const node = path.join(dir, 'node_modules', '.bin', 'node');
    if (existsSync(node)) return node;
    if (dir === path.dirname(dir)) return undefined;
  }
}

function runWith(node) {
  const args = [...FLAGS, MAIN, ...process.argv.slice(2)];
  // Where it can, this process becomes the other one.
  if (node === process.execPath && process.platform !== 'win32' && process.execve)
    process.execve(node, [node, ...args], ENVIRONMENT);
  const child = spawn(node, args, { stdio: 'inherit', env: ENVIRONMENT });
  // In a terminal the child gets a Ctrl-C itself as well; the server counts both as one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
  child.once('error', (error) => {
    console.error(`Could not run ${node}: ${error.message}`);
    process.exit(1);
  });
  child.once('exit', (code, signal) => process.exit(code ?? 128 + (os.constants.signals[signal] ?? 0)));
}

const node = runsTypeScript() ? process.execPath : installedNode();
if (node) runWith(node);
else {
  console.error(
    `Tidings needs Node ${OLDEST.join('.')} or newer to run; this is Node ${process.versions.node}. ` +
      'Run npm ci, which brings one along, or install a newer Node: https://nodejs.org.',
  );
  process.exitCode = 1;
}
