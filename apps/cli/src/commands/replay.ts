import type { Command } from 'commander';
import { z } from 'zod';
import type { Api } from '../api.ts';
import { timeOf } from '../arguments.ts';
import { event } from '../event.ts';
import { EXIT, Failure } from '../failure.ts';
import { forward, printForwarded, receiverUrl } from '../forward.ts';
import { define, type Json, type Shell } from '../shell.ts';
import { localSecret, signedHeaders } from '../standard-signature.ts';

type Options = Json & {
  from: string;
  to: string;
  type?: string[];
  forward?: string;
  webhook?: string;
  onlyFailed?: true;
  dryRun?: true;
};

const replay = z.looseObject({ id: z.string().optional(), status: z.string().optional(), total: z.number() });

/** `tidings events replay`: to a URL that this machine reaches, or to webhooks again. */
export function replayCommand(events: Command, shell: Shell): void {
  define(events, 'replay', {
    summary: 'Send stored events again: to a local URL, or to webhooks',
    examples: [
      'tidings events replay --from 2h --forward http://localhost:3000/hooks',
      'tidings events replay --from 2026-11-20T08:00:00Z --to 2026-11-20T09:00:00Z --webhook wh_01k… --dry-run',
    ],
  })
    .requiredOption('--from <time>', 'events later than this: ISO 8601, or how long ago (90s, 15m, 2h, 7d)')
    .option('--to <time>', 'events earlier than this', 'now')
    .option('--type <types...>', 'of these types only')
    .option('--forward <url>', 'send them there from this machine, oldest first, signed with a local secret')
    .option('--webhook <id>', 'deliver them to this webhook; to all without it and without --forward')
    .option('--only-failed', 'only what has not succeeded there')
    .option('--dry-run', 'count, and send nothing')
    .action((options: Options) =>
      options.forward === undefined ? redeliver(shell, options) : replayHere(shell, options),
    );
}

async function redeliver(shell: Shell, options: Options): Promise<void> {
  const api = await shell.api();
  const answer = await api.ask('POST', '/replays', {
    body: {
      created_after: timeOf(options.from),
      created_before: timeOf(options.to),
      ...(options.type && { types: options.type }),
      ...(options.webhook && { webhook_id: options.webhook }),
      ...(options.onlyFailed && { only_failed: true }),
      ...(options.dryRun && { dry_run: true }),
    },
  });
  if (options.json) return shell.print.json(answer);
  const { id, total } = replay.parse(answer);
  if (options.dryRun) return shell.print.line(`${total} deliveries would be made.`);
  shell.print.line(
    `${shell.print.style('green', '✓')} The replay ${id} has begun. Its progress: ${api.url}/dashboard/events`,
  );
}

async function replayHere(shell: Shell, options: Options): Promise<void> {
  const url = receiverUrl(options.forward ?? '');
  if (options.webhook || options.onlyFailed)
    throw new Failure(
      EXIT.usage,
      'With --forward nothing is delivered to webhooks: leave out --webhook and --only-failed.',
    );
  const api = await shell.api();
  const found = await collect(api, options);
  if (options.dryRun) {
    if (options.json) shell.print.json({ total: found.length });
    else shell.print.line(`${found.length} events would be sent.`);
    return;
  }
  const secret = await localSecret(shell.around.env);
  shell.print.note(`Sending ${found.length} events to ${url}, signed with ${secret}`);
  let failed = 0;
  for (const { id, type, body } of found) {
    if (shell.around.signal.aborted) break;
    const timestamp = Math.floor(Date.now() / 1000);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'tidings-cli/0.1.0',
      ...signedHeaders({ id, timestamp, body }, secret),
    };
    const forwarded = await forward(url, { headers, body }, shell);
    if (forwarded.status === null || forwarded.status >= 300) failed += 1;
    printForwarded(shell, { id, type }, { forwarded, json: options.json });
  }
  if (failed > 0) throw new Failure(EXIT.notPassed, `${failed} of ${found.length} did not succeed.`);
}

/** The list has the newest first, and time goes the other way. */
async function collect(api: Api, options: Options): Promise<{ id: string; type: string; body: string }[]> {
  const range = { created_after: timeOf(options.from), created_before: timeOf(options.to) };
  // The list is asked for one type; several are chosen among all.
  const [only, ...others] = options.type ?? [];
  const query = { ...range, type: others.length === 0 ? only : undefined };
  const wanted = new Set(options.type);
  const found: { id: string; type: string; body: string }[] = [];
  for await (const row of api.rows('/events', query)) {
    const { id, type } = event.parse(row);
    if (isGone(row) || (wanted.size > 0 && !wanted.has(type))) continue;
    // The envelope as it is stored: its fields come in the order in which they were written.
    found.push({ id, type, body: JSON.stringify(row) });
  }
  return found.toReversed();
}

/** Of an erased event there is nothing to be sent. */
function isGone(row: unknown): boolean {
  return event.parse(row).data['erased'] === true;
}
