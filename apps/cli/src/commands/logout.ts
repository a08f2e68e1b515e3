import type { Command } from 'commander';
import { forgetLogin } from '../login.ts';
import { define, type Json, type Shell } from '../shell.ts';

/** `tidings logout`: forgets the key on this machine. It is valid until it is revoked. */
export function logoutCommand(program: Command, shell: Shell): void {
  define(program, 'logout', {
    summary: 'Forget the key that is kept on this machine',
    examples: ['tidings logout'],
  }).action(async ({ json }: Json) => {
    const file = await forgetLogin(shell.around.env);
    if (json) return shell.print.json({ file: file ?? null });
    if (file === undefined) return shell.print.line('Nothing was kept.');
    shell.print.line(
      `${shell.print.style('green', '✓')} ${file} is gone. Revoke the key in the console, too.`,
    );
  });
}
