import { spawn } from 'node:child_process';
import os from 'node:os';
import { ROOT, toolEnvironment } from './node.mjs';

/** npm passes a Ctrl-C on that the terminal has delivered already; both arrive within milliseconds. */
const SAME_KEYPRESS_MS = 1000;

const ORPHAN_CHECK_MS = 300;

/**
 * Runs a program in the foreground and resolves with its exit code. It stays in our process group, so what
 * kills the group kills it too. A Ctrl-C in a terminal has reached it already and is not passed on; a
 * signal meant for us alone is, once. When npm is killed hard, the program is asked to end.
 */
export function run(file, args, stdio = 'inherit', settings = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: ROOT, stdio, env: { ...toolEnvironment(), ...settings } });
    let lastAt = -Infinity;
    const onSignal = (signal) => {
      const now = performance.now();
      const repeated = now - lastAt < SAME_KEYPRESS_MS;
      lastAt = now;
      const fromTerminal = signal === 'SIGINT' && (process.stdin.isTTY || process.stdout.isTTY);
      if (!repeated && !fromTerminal) child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, onSignal);
    const watch = watchParent(() => child.kill('SIGTERM'));
    const end = (code) => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, onSignal);
      resolve(code);
    };
    child.once('error', (error) => {
      console.error(`Could not run ${file}: ${error.message}`);
      end(1);
    });
    child.once('exit', (code, signal) => end(code ?? 128 + (os.constants.signals[signal] ?? 0)));
  });
}

/** Only below npm: a script started by hand with `&` may outlive its shell. */
function watchParent(onGone) {
  if (!process.env.npm_lifecycle_event) return undefined;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    onGone();
  }, ORPHAN_CHECK_MS);
  return watch;
}
