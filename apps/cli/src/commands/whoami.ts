import type { Command } from 'commander';
import { currentLogin, givenKey } from '../login.ts';
import { define, type Json, type Shell } from '../shell.ts';
import { tryLogin } from '../try-login.ts';

/** Enough to find a key in the console, and too little to use it. */
const HINT = 12;

/** `tidings whoami`: which installation commands go to, with which key, and whether it is taken there. */
export function whoamiCommand(program: Command, shell: Shell): void {
  define(program, 'whoami', {
    summary: 'Show which installation and key commands use, after trying them',
    examples: ['tidings whoami', 'tidings whoami --json'],
  }).action(async ({ json }: Json) => {
    const { env } = shell.around;
    const login = await currentLogin(env);
    await tryLogin(login, shell.around);
    const { url, key, account = null } = login;
    const from = givenKey(env)?.by ?? 'tidings login';
    const hint = `${key.slice(0, HINT)}…`;
    if (json) return shell.print.json({ url, account, key: hint, from });
    shell.print.table([
      ['Installation', url],
      ['Key', `${hint} (${from})`],
      ...(account === null ? [] : [['Account', account]]),
    ]);
  });
}
