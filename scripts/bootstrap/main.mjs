import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { findNode, ROOT } from './node.mjs';
import { Stop } from './report.mjs';
import { run } from './run.mjs';
import { runChecks, runTests, summary } from './test.mjs';

/** What each command runs with Node 24, as seen from the root. */
const PROGRAMS = {
  start: ['apps/server/bin/tidings.mjs', 'dev'],
  demo: ['apps/server/bin/tidings.mjs', 'demo'],
  bench: ['e2e/bench/run.ts'],
  faults: ['e2e/faults/run.ts'],
  quickstart: ['e2e/docs/time-quickstart.ts'],
  shots: ['e2e/shots/run.ts'],
  lighthouse: ['e2e/lighthouse/run.ts'],
};

/** Resolves with the exit code. */
export async function main(command, args) {
  const tests = command === 'test' || command === 'check';
  try {
    await install();
    const node = await findNode();
    if (command === 'test') return await runTests(node, args);
    if (command === 'check') return await runChecks(node);
    if (command === 'build') {
      await build(node);
      console.log('The console and the documentation are built.');
      return 0;
    }
    const [file, ...words] = PROGRAMS[command];
    if (!existsSync(path.join(ROOT, file))) throw new Stop(`${file} is missing from this checkout.`);
    await build(node);
    return await run(node, [path.join(ROOT, file), ...words, ...args]);
  } catch (error) {
    console.error(error instanceof Stop ? `\n${error.message}` : error);
    // Whoever reads only the last line must still see that nothing passed.
    if (tests) console.log(summary({ passed: 0, failed: 1 }));
    return 1;
  }
}
