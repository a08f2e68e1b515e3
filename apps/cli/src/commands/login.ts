import type { Command } from 'commander';
import { DEFAULT_URL, isReadable, keepLogin, originOf } from '../login.ts';
import { readSecret } from '../read-input.ts';
import { define, type Json, type Shell } from '../shell.ts';
import { tryLogin } from '../try-login.ts';

type Options = Json & { url?: string; account?: string };

/** `tidings login`: keeps a key after it was tried. */
export function loginCommand(program: Command, shell: Shell): void {
  define(program, 'login', {
    summary: 'Keep an API key for this installation, after trying it',
    examples: [
      'tidings login --url https://hooks.example.com',
      'tidings login --url https://hooks.example.com < key.txt',
      'tidings login --account acct_01k…   # with a service key',
    ],
  })
    .option('--url <url>', `where Tidings is (TIDINGS_URL, or ${DEFAULT_URL})`)
    .option('--account <id>', 'the account to act for; only with a service key')
    .action(async (options: Options) => {
      const { env } = shell.around;
      const url = originOf(options.url ?? env['TIDINGS_URL'] ?? DEFAULT_URL);
      if (isReadable(url))
        shell.print.note(
          `${url} is plain HTTP: everybody on the way can read the key. Use https:// if it can.`,
        );
      const key = await readSecret(shell, `API key for ${url}`);
      const login = { url, key, ...(options.account && { account: options.account }) };
      await tryLogin(login, shell.around);
      const file = await keepLogin(env, login);
      if (options.json) shell.print.json({ url, account: options.account ?? null, file });
      else
        shell.print.line(`${shell.print.style('green', '✓')} ${url} takes the key. It is kept in ${file}.`);
      if (key.startsWith('tdg_sk_') && !options.account)
        shell.print.note(
          'This is a service key. Say whose account it acts for: tidings login --account acct_…',
        );
    });
}
