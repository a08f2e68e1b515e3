import type { Command } from 'commander';
import { z } from 'zod';
import { hours } from '../arguments.ts';
import { EXIT, Failure } from '../failure.ts';
import { pathPart } from '../path-part.ts';
import { readObject, requireYes } from '../read-input.ts';
import { define, group, type Json, type Shell } from '../shell.ts';
import { plain } from '../surroundings.ts';
import { checksOfWebhook } from './webhook-checks.ts';

const webhook = z.looseObject({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  status: z.string(),
  health: z.string(),
  events: z.array(z.string()),
});
const withSecret = webhook.extend({ secret: z.string(), overlap_ends_at: z.string().nullish() });

type Settings = Json & {
  url?: string;
  events?: string[];
  name?: string;
  description?: string;
  status?: string;
  filter?: string;
  data?: string;
};

/** `tidings webhooks …` */
export function webhooksCommand(program: Command, shell: Shell): void {
  const webhooks = group(program, 'webhooks', {
    summary: 'List, change, test and diagnose webhooks',
    examples: ['tidings webhooks list', 'tidings webhooks diagnose wh_01k…'],
  });
  define(webhooks, 'list', {
    summary: 'List webhooks',
    examples: ['tidings webhooks list', 'tidings webhooks list --status active --json'],
  })
    .option('--status <status>', 'active, paused or disabled')
    .option('--query <text>', 'part of the name or URL')
    .action((options: Json & { status?: string; query?: string }) => list(shell, options));
  define(webhooks, 'get <id>', {
    summary: 'Show a webhook',
    examples: ['tidings webhooks get wh_01k…'],
  }).action(async (id: string, { json }: Json) => {
    const answer = await (await shell.api()).ask('GET', pathOf(id));
    if (json) return shell.print.json(answer);
    for (const line of JSON.stringify(answer, null, 2).split('\n')) shell.print.line(plain(line));
  });
  withSettings(
    define(webhooks, 'create', {
      summary: 'Create a webhook and show its secret, once',
      examples: [
        'tidings webhooks create --url https://example.com/hooks --events email.opened email.clicked',
        `tidings webhooks create --url https://example.com/hooks --events '*' --data '{"rate_limit": 10}'`,
      ],
    }),
  ).action((options: Settings) => create(shell, options));
  withSettings(
    define(webhooks, 'update <id>', {
      summary: 'Change, pause or resume a webhook',
      examples: [
        'tidings webhooks update wh_01k… --status paused',
        `tidings webhooks update wh_01k… --filter '{"object.tags": ["vip"]}'`,
      ],
    }),
  )
    .option('--status <status>', 'active or paused')
    .action((id: string, options: Settings) => update(shell, id, options));
  define(webhooks, 'delete <id>', {
    summary: 'Delete a webhook',
    examples: ['tidings webhooks delete wh_01k…', 'tidings webhooks delete wh_01k… --yes'],
  })
    .option('--yes', 'without being asked')
    .action(async (id: string, options: Json & { yes?: true }) => {
      await requireYes(shell, `Delete the webhook ${id}?`, options.yes);
      await (await shell.api()).ask('DELETE', pathOf(id));
      if (options.json) shell.print.json({ id, deleted: true });
      else shell.print.line(`${shell.print.style('green', '✓')} ${id} is deleted.`);
    });
  define(webhooks, 'roll-secret <id>', {
    summary: 'Give a webhook a new secret and show it, once',
    examples: [
      'tidings webhooks roll-secret wh_01k…',
      'tidings webhooks roll-secret wh_01k… --overlap-hours 0 --yes',
    ],
  })
    .option('--overlap-hours <n>', 'hours for which the one before signs as well, 0 to 168', hours, 24)
    .option('--yes', 'without being asked, where the one before signs no more')
    .action((id: string, options: Rolling) => roll(shell, id, options));
  checksOfWebhook(webhooks, shell);
}

type Rolling = Json & { overlapHours: number; yes?: true };

const pathOf = (id: string) => `/webhooks/${pathPart(id)}`;

function withSettings(command: Command): Command {
  return command
    .option('--url <url>', 'where deliveries go')
    .option('--events <types...>', 'what it gets: email.opened, email.*, *')
    .option('--name <name>', 'what people call it')
    .option('--description <text>', 'what it is for')
    .option('--filter <json>', 'which events by their data: JSON, @file, or - for standard input')
    .option('--data <json>', 'any other setting, as the API takes it: JSON, @file, or -');
}

async function settingsOf(shell: Shell, options: Settings): Promise<Record<string, unknown>> {
  const { url, events, name, description, status, filter, data } = options;
  if (filter === '-' && data === '-') throw new Failure(EXIT.usage, 'Standard input can be read once only.');
  return {
    ...(data !== undefined && (await readObject(shell, data))),
    ...(url !== undefined && { url }),
    ...(events !== undefined && { events }),
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(status !== undefined && { status }),
    ...(filter !== undefined && { filter: await readObject(shell, filter) }),
  };
}

async function list(
  shell: Shell,
  { json, status, query: q }: Json & { status?: string; query?: string },
): Promise<void> {
  const api = await shell.api();
  const rows: string[][] = [];
  for await (const row of api.rows('/webhooks', { status, q })) {
    if (json) {
      shell.print.json(row);
      continue;
    }
    const { id, name, url, status, health, events } = webhook.parse(row);
    rows.push([id, status, health, plain(name), plain(url), events.join(',')]);
  }
  shell.print.table(rows);
  if (rows.length === 0 && !json) shell.print.note('There are no such webhooks.');
}

async function create(shell: Shell, options: Settings): Promise<void> {
  const body = await settingsOf(shell, options);
  const answer = await (await shell.api()).ask('POST', '/webhooks', { body });
  if (options.json) return shell.print.json(answer);
  const { id, secret } = withSecret.parse(answer);
  shell.print.line(`${shell.print.style('green', '✓')} ${id}`);
  shell.print.line(`Its secret, which is not shown again: ${secret}`);
}

async function update(shell: Shell, id: string, options: Settings): Promise<void> {
  const body = await settingsOf(shell, options);
  if (Object.keys(body).length === 0)
    throw new Failure(EXIT.usage, 'Say what to change, such as --status paused.');
  const answer = await (await shell.api()).ask('PATCH', pathOf(id), { body });
  if (options.json) return shell.print.json(answer);
  const { status } = webhook.parse(answer);
  shell.print.line(`${shell.print.style('green', '✓')} ${id} is changed. It is ${status}.`);
}

async function roll(shell: Shell, id: string, options: Rolling): Promise<void> {
  if (options.overlapHours === 0)
    await requireYes(shell, `Let the secret of ${id} sign no more from now on?`, options.yes);
  const body = { overlap_hours: options.overlapHours };
  const answer = await (await shell.api()).ask('POST', `${pathOf(id)}/roll_secret`, { body });
  if (options.json) return shell.print.json(answer);
  const { secret, overlap_ends_at: endsAt } = withSecret.parse(answer);
  shell.print.line(`The new secret, which is not shown again: ${secret}`);
  shell.print.line(
    endsAt ? `The one before signs as well until ${endsAt}.` : 'The one before signs no more.',
  );
}
