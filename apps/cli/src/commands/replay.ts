import type { Command } from 'commander';
import { z } from 'zod';
import type { Api } from '../api.ts';
import { count, rangeOf } from '../arguments.ts';
import { event, isErased } from '../event.ts';
import { EXIT, Failure } from '../failure.ts';
import { receiverUrl } from '../forward.ts';
import { requireYes } from '../read-input.ts';
import { type Stored, sendHere } from '../send-here.ts';
import { define, type Json, type Shell } from '../shell.ts';

type Options = Json & {
  from: string;
  to: string;
  type?: string[];
  forward?: string;
  webhook?: string;
  onlyFailed?: true;
  dryRun?: true;
  printBody?: true;
  limit: number;
  yes?: true;
};

const replay = z.looseObject({ id: z.string().optional(), status: z.string().optional(), total: z.number() });

/** `tidings events replay`: to a URL that this machine reaches, or to webhooks again. */
export function replayCommand(events: Command, shell: Shell): void {
  define(events, 'replay', {
    summary: 'Send the events of a time again: to a local URL, or to webhooks',
    examples: [
      'tidings events replay --from 2h --forward http://localhost:3000/hooks',
      'tidings events replay --from 2026-11-20T08:00:00Z --to 2026-11-20T09:00:00Z --webhook wh_01k… --dry-run',
    ],
  })
    .requiredOption('--from <time>', 'events later than this: ISO 8601, or how long ago (90s, 15m, 2h, 7d)')
    .option('--to <time>', 'events earlier than this', 'now')
    .option('--type <types...>', 'of these types only')
    .option('--forward <url>', 'send them there from this machine, oldest first, signed as by "listen"')
    .option('--webhook <id>', 'deliver them to this webhook; to all without it and without --forward')
    .option('--only-failed', 'only what has not succeeded there')
    .option('--dry-run', 'count, and send nothing')
    .option('--print-body', 'show what is sent and answered; with --forward')
    .option('--limit <n>', 'refuse to send more than so many from this machine', count, 1_000)
    .option('--yes', 'deliver to webhooks without being asked')
    .action((options: Options) =>
      options.forward === undefined ? redeliver(shell, options) : replayHere(shell, options),
    );
}

async function redeliver(shell: Shell, options: Options): Promise<void> {
  const api = await shell.api();
  const body = {
    ...rangeOf(options),
    ...(options.type && { types: options.type }),
    ...(options.webhook && { webhook_id: options.webhook }),
    ...(options.onlyFailed && { only_failed: true }),
  };
  if (options.dryRun || !options.yes) {
    const counted = await api.ask('POST', '/replays', { body: { ...body, dry_run: true } });
    const { total } = replay.parse(counted);
    if (options.dryRun)
      return options.json
        ? shell.print.json(counted)
        : shell.print.line(`${total} deliveries would be made.`);
    const where = options.webhook ?? 'all webhooks of the account';
    await requireYes(shell, `Make ${total} deliveries to ${where}?`, options.yes);
  }
  const answer = await api.ask('POST', '/replays', { body });
  if (options.json) return shell.print.json(answer);
  shell.print.line(
    `${shell.print.style('green', '✓')} The replay ${replay.parse(answer).id} has begun. Its progress: ${api.url}/dashboard/events`,
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
  const meant = meantBy(api, options);
  if (!options.dryRun)
    return sendHere(shell, { url, api, found: await collect(meant, options.limit), ...options });
  let total = 0;
  for await (const _each of meant) total += 1;
  if (options.json) shell.print.json({ total });
  else shell.print.line(`${total} events would be sent.`);
}

/**
 * The list has the newest first, and time goes the other way: they are all kept until the first is sent.
 * @throws {Failure} `usage` for more than `limit`.
 */
async function collect(meant: AsyncIterable<Stored>, limit: number): Promise<Stored[]> {
  const found: Stored[] = [];
  for await (const each of meant) {
    if (found.length === limit)
      throw new Failure(
        EXIT.usage,
        `These are more than ${limit} events. Name a shorter time, or a --limit.`,
      );
    found.push(each);
  }
  return found.toReversed();
}

async function* meantBy(api: Api, options: Options): AsyncGenerator<Stored, void> {
  const wanted = options.type ?? ['*'];
  // The list is asked for one type; several are chosen among all.
  const [only = '*', ...others] = wanted;
  const query = { ...rangeOf(options), type: others.length === 0 && !only.endsWith('*') ? only : undefined };
  for await (const row of api.rows('/events', query)) {
    const { id, type, data } = event.parse(row);
    if (isErased(data) || !wanted.some((each) => subscribes(each, type))) continue;
    // The envelope as it is stored: its fields come in the order in which they were written.
    yield { id, type, body: JSON.stringify(row) };
  }
}

/** As webhooks do: `email.opened`, `email.*`, `*`. */
function subscribes(wanted: string, type: string): boolean {
  return wanted === '*' || wanted === type || (wanted.endsWith('.*') && type.startsWith(wanted.slice(0, -1)));
}
