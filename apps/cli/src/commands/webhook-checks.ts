import type { Command } from 'commander';
import { z } from 'zod';
import { EXIT, Failure } from '../failure.ts';
import { pathPart } from '../path-part.ts';
import { readObject } from '../read-input.ts';
import { define, type Json, type Shell } from '../shell.ts';
import { plain, type Style } from '../surroundings.ts';

const tested = z.looseObject({
  success: z.boolean(),
  causes: z.array(z.string()),
  attempt: z.looseObject({
    status_code: z.number().nullable(),
    duration_ms: z.number().nullable(),
    error: z.string().nullable(),
    response: z
      .looseObject({
        body: z.string(),
        compressed: z.object({ encoding: z.string(), bytes: z.number() }).optional(),
      })
      .nullable(),
  }),
});
const diagnosis = z.looseObject({
  checks: z.array(
    z.looseObject({
      name: z.string(),
      result: z.enum(['pass', 'warn', 'fail']),
      detail: z.string(),
      next_step: z.string().nullable(),
    }),
  ),
});

type TestOptions = Json & { type?: string; event?: string; data?: string };

/** What is tried out with a webhook. Both end with 7 when it did not go well. */
export function checksOfWebhook(webhooks: Command, shell: Shell): void {
  define(webhooks, 'test <id>', {
    summary: 'Send a webhook one event now, and show what it answered',
    examples: [
      'tidings webhooks test wh_01k… --type email.opened',
      'tidings webhooks test wh_01k… --event evt_01k…',
    ],
  })
    .option('--type <type>', 'a sample of this type; the first that it is subscribed to if left out')
    .option('--event <id>', 'a past event instead of a sample')
    .option('--data <json>', 'data of the sample: JSON, @file, or - for standard input')
    .action((id: string, options: TestOptions) => test(shell, id, options));
  define(webhooks, 'diagnose <id>', {
    summary: 'Find out what keeps events away from a webhook',
    examples: ['tidings webhooks diagnose wh_01k…'],
  }).action((id: string, options: Json) => diagnose(shell, id, options));
}

async function test(shell: Shell, id: string, options: TestOptions): Promise<void> {
  const body = {
    ...(options.type && { type: options.type }),
    ...(options.event && { event_id: options.event }),
    ...(options.data && { data: await readObject(shell, options.data) }),
  };
  const api = await shell.api();
  const answer = await api.ask('POST', `/webhooks/${pathPart(id)}/test`, { body });
  const { success, causes, attempt } = tested.parse(answer);
  if (options.json) shell.print.json(answer);
  else {
    const { status_code: status, duration_ms: durationMs, error, response } = attempt;
    const outcome = status === null ? (error ?? 'failed') : String(status);
    shell.print.line(`${shell.print.style(success ? 'green' : 'red', outcome)}  ${durationMs ?? 0} ms`);
    if (response?.body) shell.print.line(response.body.split('\n').map(plain).join('\n'));
    if (response?.compressed) {
      const { encoding, bytes } = response.compressed;
      shell.print.line(
        `(compressed body: ${plain(encoding)}, ${response.truncated ? 'more than ' : ''}${bytes} bytes)`,
      );
    }
    for (const cause of causes) shell.print.line(`- ${plain(cause)}`);
  }
  if (!success) throw new Failure(EXIT.notPassed, 'The test failed.');
}

const STYLES: Record<'pass' | 'warn' | 'fail', Style> = { pass: 'green', warn: 'yellow', fail: 'red' };

async function diagnose(shell: Shell, id: string, options: Json): Promise<void> {
  const api = await shell.api();
  const answer = await api.ask('POST', `/webhooks/${pathPart(id)}/diagnose`, { body: {} });
  const { checks } = diagnosis.parse(answer);
  if (options.json) shell.print.json(answer);
  else
    for (const { name, result, detail, next_step: step } of checks) {
      shell.print.line(`${shell.print.style(STYLES[result], result)}  ${name.padEnd(13)}  ${plain(detail)}`);
      if (step) shell.print.line(`${' '.repeat(21)}${shell.print.style('dim', plain(step))}`);
    }
  const failed = checks.filter(({ result }) => result === 'fail').map(({ name }) => name);
  if (failed.length > 0) throw new Failure(EXIT.notPassed, `Not passed: ${failed.join(', ')}.`);
}
