import type { Command } from 'commander';
import { z } from 'zod';
import { count, rangeOf } from '../arguments.ts';
import { event, stored } from '../event.ts';
import { pathPart } from '../path-part.ts';
import { define, group, type Json, type Shell } from '../shell.ts';
import { plain } from '../surroundings.ts';
import { replayCommand } from './replay.ts';
import { resendCommand } from './resend.ts';

const explained = event.extend({
  explain: z.array(
    z.object({
      webhook_id: z.string(),
      result: z.string(),
      reason: z.string(),
      delivery_id: z.string().nullable(),
    }),
  ),
});

type ListOptions = Json & { type?: string; from?: string; to?: string; query?: string; limit: number };

/** `tidings events …` */
export function eventsCommand(program: Command, shell: Shell): void {
  const events = group(program, 'events', {
    summary: 'List, read and replay events',
    examples: ['tidings events list --from 2h', 'tidings events replay --from 2h --forward 3000'],
  });
  define(events, 'list', {
    summary: 'List events, newest first',
    examples: [
      'tidings events list --type email.opened --from 2h',
      'tidings events list --query ada@example.com --limit 200 --json',
    ],
  })
    .option('--type <type>', 'of this type only: email.opened, email.*')
    .option('--from <time>', 'later than this: ISO 8601, or how long ago (90s, 15m, 2h, 7d)')
    .option('--to <time>', 'earlier than this')
    .option('--query <text>', 'an event id, or what the event is about: ada@example.com')
    .option('--limit <n>', 'at most so many', count, 25)
    .action((options: ListOptions) => list(shell, options));
  define(events, 'get <id>', {
    summary: 'Show an event, and why each webhook got it or did not',
    examples: ['tidings events get evt_01k…', "tidings events get evt_01k… --json | jq '.explain'"],
  }).action((id: string, options: Json) => get(shell, id, options));
  resendCommand(events, shell);
  replayCommand(events, shell);
}

async function list(shell: Shell, options: ListOptions): Promise<void> {
  const api = await shell.api();
  const rows: string[][] = [];
  let left = options.limit;
  const query = {
    limit: Math.min(100, left),
    type: options.type,
    ...rangeOf(options),
    q: options.query,
  };
  for await (const row of api.rows('/events', query)) {
    if (options.json) shell.print.json(row);
    else {
      const { id, type, created_at: at } = event.parse(row);
      rows.push([at, plain(type), id]);
    }
    left -= 1;
    if (left === 0) break;
  }
  shell.print.table(rows);
  if (rows.length === 0 && !options.json) shell.print.note('There are no such events.');
}

async function get(shell: Shell, id: string, { json }: Json): Promise<void> {
  const api = await shell.api();
  const answer = await api.ask('GET', `/events/${pathPart(id)}`);
  if (json) return shell.print.json(answer);
  const { explain } = explained.parse(answer);
  const { explain: _explain, ...envelope } = stored.parse(answer);
  for (const line of JSON.stringify(envelope, null, 2).split('\n')) shell.print.line(plain(line));
  if (explain.length === 0) return shell.print.note('The account has no webhooks.');
  shell.print.line();
  shell.print.table(
    explain.map(({ webhook_id: webhook, result, reason }) => [webhook, result, plain(reason)]),
  );
}
