import { existsSync, readFileSync } from 'node:fs';
import { endOnSignals } from './end-on-signals.ts';
import { run } from './program.ts';

/** What runs Tidings itself has the same name, where it is installed. */
const OPERATORS = new URL('../../server/bin/usage.txt', import.meta.url);

// `tidings events list | head` closes the pipe when it has enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});
// Nobody reads what is said beside the result: the result and the exit code stay what they are.
process.stderr.on('error', () => undefined);

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  fetch,
  signal: endOnSignals(process, { exit: (code) => process.exit(code) }),
  operatorsHelp: existsSync(OPERATORS) ? readFileSync(OPERATORS, 'utf8') : '',
});
