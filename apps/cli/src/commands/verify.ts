import type { Command } from 'commander';
import { z } from 'zod';
import { timeOf } from '../arguments.ts';
import { EXIT, Failure } from '../failure.ts';
import { readSecret, readText } from '../read-input.ts';
import { define, type Json, type Shell } from '../shell.ts';
import { plain } from '../surroundings.ts';

type Options = Json & { headers: string; body: string; receivedAt?: string };

const verdict = z.looseObject({ verified: z.boolean(), reason: z.string(), detail: z.string() });

/** `tidings verify`: the verifier of the console and the API. Ends with 7 for a signature that is not right. */
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
    .action((options: Options) => verify(shell, options));
}

async function verify(shell: Shell, options: Options): Promise<void> {
  if (options.headers === '-' || options.body === '-')
    throw new Failure(EXIT.usage, 'Name files for headers and body: standard input is for the secret.');
  const [headers, body] = [await readText(shell, options.headers), await readText(shell, options.body)];
  const secret =
    shell.around.env['TIDINGS_WEBHOOK_SECRET']?.trim() ||
    (await readSecret(shell, "The webhook's secret, whsec_…"));
  const api = await shell.api();
  const answer = await api.ask('POST', '/signatures/verify', {
    body: { headers, body, secret, ...(options.receivedAt && { received_at: timeOf(options.receivedAt) }) },
  });
  const { verified, reason, detail } = verdict.parse(answer);
  if (options.json) shell.print.json(answer);
  else if (verified) shell.print.line(`${shell.print.style('green', '✓')} ${plain(detail)}`);
  if (!verified) throw new Failure(EXIT.notPassed, `${plain(detail)} (${reason})`);
}
