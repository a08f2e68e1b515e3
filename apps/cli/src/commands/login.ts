import type { Command } from 'commander';
import { Api } from '../api.ts';
import { EXIT, Failure } from '../failure.ts';
import { DEFAULT_URL, keepLogin, type Login, originOf } from '../login.ts';
import { readSecret } from '../read-input.ts';
import { define, type Json, type Shell } from '../shell.ts';

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
      const key = await readSecret(shell, `API key for ${url}`);
      const login = { url, key, ...(options.account && { account: options.account }) };
      await tryLogin(login, shell);
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

/** Whoever may not read the catalog is known all the same: a key may have scopes that write, and no others. */
async function tryLogin(login: Login, { around }: Shell): Promise<void> {
  if (!/^tdg_[as]k_\S+$/.test(login.key))
    throw new Failure(EXIT.usage, 'This is no API key. One begins with tdg_ak_ or tdg_sk_.');
  try {
    await new Api(login, around).ask('GET', '/event-types', { query: { limit: 1 } });
  } catch (error) {
    const isKnown = error instanceof Failure && isForbidden(error.problem);
    if (!isKnown) throw error;
  }
}

function isForbidden(problem: unknown): boolean {
  return typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === 'forbidden';
}
