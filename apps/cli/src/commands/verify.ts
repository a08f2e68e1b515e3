import { readHeaders, verify } from '@tidings/secret/signing';
import type { Command } from 'commander';
import { timeOf } from '../arguments.ts';
import { EXIT, Failure } from '../failure.ts';
import { readSecret, readText } from '../read-input.ts';
import { define, type Json, type Shell } from '../shell.ts';
import { plain } from '../surroundings.ts';

type Options = Json & { headers: string; body: string; receivedAt?: string };

/** `tidings verify`: the verifier of the console and the API, on this machine. Ends with 7 for a signature that is not right. */
export function verifyCommand(program: Command, shell: Shell): void {
  define(program, 'verify', {
    summary: 'Check the signature of a request that arrived, and say what is wrong with it',
    examples: [
      'TIDINGS_WEBHOOK_SECRET=whsec_… tidings verify --headers headers.txt --body body.json',
      'tidings verify --headers headers.txt --body body.json --received-at 2026-11-20T14:34:00Z < secret.txt',
    ],
  })
    .requiredOption('--headers <file>', 'a file with the headers, one in a line: webhook-id: evt_01k…')
    .requiredOption('--body <file>', 'a file with the body, exactly as it arrived')
    .option('--received-at <time>', 'when it arrived, if that is more than five minutes ago')
    .action((options: Options) => check(shell, options));
}

/** The verdict advises what is likeliest. */
const OR_ALTERED =
  'Another secret signed it, or its body, id or timestamp was altered: a signature cannot tell which.';

async function check(shell: Shell, options: Options): Promise<void> {
  if (options.headers === '-' || options.body === '-')
    throw new Failure(EXIT.usage, 'Name files for headers and body: standard input is for the secret.');
  const headers = readHeaders(await readText(shell, options.headers));
  const body = await readText(shell, options.body);
  const secret =
    shell.around.env['TIDINGS_WEBHOOK_SECRET']?.trim() ||
    (await readSecret(shell, "The webhook's secret, whsec_…, or its public key, whpk_…"));
  const now = new Date(timeOf(options.receivedAt ?? 'now'));
  const verdict = verify({ headers, body, secret, now });
  const { verified, reason, detail } = verdict;
  if (options.json) shell.print.json(verdict);
  else if (verified) shell.print.line(`${shell.print.style('green', '✓')} ${plain(detail)}`);
  if (!verified)
    throw new Failure(
      EXIT.notPassed,
      `${plain(detail)} (${reason})${reason === 'wrong_secret' ? `\n${OR_ALTERED}` : ''}`,
    );
}
