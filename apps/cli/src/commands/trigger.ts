import type { Command } from 'commander';
import { z } from 'zod';
import { EXIT, Failure } from '../failure.ts';
import { pathPart } from '../path-part.ts';
import { readObject } from '../read-input.ts';
import { define, type Json, type Shell } from '../shell.ts';

type Options = Json & { data?: string; apiVersion?: string };

const eventType = z.looseObject({
  versions: z
    .array(z.looseObject({ version: z.string(), example: z.record(z.string(), z.unknown()) }))
    .min(1),
});
const published = z.looseObject({ id: z.string(), type: z.string(), deliveries: z.number() });

/** `tidings trigger`: publishes a sample. It is an event like any other. */
export function triggerCommand(program: Command, shell: Shell): void {
  define(program, 'trigger <type>', {
    summary: "Publish an event: the catalog's example, or data of your own",
    examples: [
      'tidings trigger email.opened',
      `tidings trigger tag.created --data '{"object": {"object": "tag", "id": "tag_1", "name": "VIP"}}'`,
      'tidings trigger purchase.created --data @purchase.json',
    ],
  })
    .option('--data <json>', 'data of the event: JSON, @file, or - for standard input')
    .option('--api-version <date>', 'dated version of the data; the newest if left out')
    .action(async (type: string, options: Options) => {
      const api = await shell.api();
      const data =
        options.data === undefined
          ? exampleOf(type, eventType.parse(await api.ask('GET', `/event-types/${pathPart(type)}`)), options)
          : await readObject(shell, options.data);
      const answer = await api.ask('POST', '/events', {
        body: { type, data, ...(options.apiVersion && { api_version: options.apiVersion }) },
      });
      if (options.json) return shell.print.json(answer);
      const { id, deliveries } = published.parse(answer);
      const webhooks = deliveries === 1 ? 'one webhook' : `${deliveries} webhooks`;
      shell.print.line(`${shell.print.style('green', '✓')} ${type} ${id}, for ${webhooks}.`);
    });
}

function exampleOf(
  type: string,
  { versions }: z.output<typeof eventType>,
  { apiVersion }: Options,
): Record<string, unknown> {
  const found = apiVersion ? versions.find(({ version }) => version === apiVersion) : versions[0];
  if (found) return found.example;
  const known = versions.map(({ version }) => version).join(', ');
  throw new Failure(EXIT.missing, `${type} has no version ${apiVersion}. It has: ${known}.`);
}
