import { spawn } from 'node:child_process';
import os from 'node:os';
import { ROOT, toolEnvironment } from './node.mjs';

/** npm passes a Ctrl-C on that the terminal has delivered already; both arrive within milliseconds. */
const SAME_KEYPRESS_MS = 1000;

/**
 * Runs a program in the foreground and resolves with its exit code. It stays in our process group, so what
 * kills the group kills it too. A Ctrl-C in a terminal has reached it already and is not passed on; a
 * signal meant for us alone is, once.
 */
export function run(node, args) {
  return new Promise((resolve) => {
    const child = spawn(node, args, { cwd: ROOT, stdio: 'inherit', env: toolEnvironment() });
    let lastAt = -Infinity;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        const now = performance.now();
        const repeated = now - lastAt < SAME_KEYPRESS_MS;
        lastAt = now;
        const fromTerminal = signal === 'SIGINT' && (process.stdin.isTTY || process.stdout.isTTY);
        if (!repeated && !fromTerminal) child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
      });
    }
    child.once('error', (error) => {
      console.error(`Could not run ${node}: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (code, signal) => resolve(code ?? 128 + (os.constants.signals[signal] ?? 0)));
  });
}
