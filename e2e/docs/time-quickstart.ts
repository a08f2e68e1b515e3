// `npm run quickstart`: follows the page Quickstart to the letter, from nothing, and says how long each step took. Nothing is a clone of
// what is committed here, in which nothing is installed, and an empty folder of the reader's.
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../support/free-port.ts';
import { removeDataDir } from '../support/postgres-pid.ts';
import { Reader } from '../support/reader.ts';
import { ROOT, runProgram } from '../support/run-program.ts';
import { until } from '../support/until.ts';
import { followQuickstart, type Step } from './follow-quickstart.ts';

const LIMIT_MS = 5 * 60_000;

const began = performance.now();
const told = ({ what, ms }: Step) => console.log(`${(ms / 1000).toFixed(1).padStart(7)} s  ${what}`);

// npm may need settings of this machine to reach its registry; what is ours would change what Tidings is asked for, and the tools of
// this checkout are none that a reader has.
const environment = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || /^(TIDINGS_|npm_(?!config_)|NODE_)/.test(name) ? [] : [[name, value]],
  ),
);
const PATH = (process.env['PATH'] ?? '')
  .split(path.delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .join(path.delimiter);

const folder = await mkdtemp(path.join(os.tmpdir(), 'tidings-quickstart-'));
const clone = path.join(folder, 'tidings');
const home = path.join(folder, 'reader');
await mkdir(home);
const reader = new Reader(home, environment);
const port = await freePort();
execFileSync('git', ['clone', '--quiet', ROOT, clone], { stdio: 'inherit' });
const tidings = runProgram('npm', ['start'], {
  cwd: clone,
  env: { ...environment, PATH, PORT: String(port) },
});
try {
  const printed = (name: string) => new RegExp(`^ *${name} +(\\S+)`, 'm').exec(tidings.output())?.[1];
  const serviceKey = await until(
    () => printed('Service key'),
    (key) => key !== undefined,
    { what: 'npm start prints the service key', withinMs: 2 * LIMIT_MS },
  );
  const readyMs = performance.now() - began;
  told({ what: 'npm start in a fresh clone', ms: readyMs });
  await followQuickstart(reader, {
    url: `http://localhost:${port}`,
    serviceKey: serviceKey ?? '',
    accountId: printed('Account') ?? '',
    port: await freePort(),
    onStep: told,
  });
  told({ what: 'the page', ms: performance.now() - began - readyMs });
} finally {
  await reader.remove();
  tidings.child.kill('SIGINT');
  await tidings.ended;
  await removeDataDir(path.join(clone, 'data'));
  await rm(folder, { recursive: true, force: true });
}
const totalMs = performance.now() - began;
told({ what: 'in all', ms: totalMs });
if (totalMs > LIMIT_MS) throw new Error('The quickstart takes more than five minutes.');
