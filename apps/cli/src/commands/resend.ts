import type { Command } from 'commander';
import { z } from 'zod';
import { event, isErased, stored } from '../event.ts';
import { EXIT, Failure } from '../failure.ts';
import { receiverUrl } from '../forward.ts';
import { pathPart } from '../path-part.ts';
import { sendHere } from '../send-here.ts';
import { define, type Json, type Shell } from '../shell.ts';

type Options = Json & { forward?: string; webhook?: string; printBody?: true };

const replayed = z.looseObject({ count: z.number() });

/** `tidings events resend`: one event once more. */
export function resendCommand(events: Command, shell: Shell): void {
  define(events, 'resend <id>', {
    summary: 'Send one event again: to a local URL, or to webhooks',
    examples: [
      'tidings events resend evt_01k… --forward http://localhost:3000/hooks',
      'tidings events resend evt_01k… --webhook wh_01k…',
    ],
  })
    .option('--forward <url>', 'send it there from this machine, signed as by "listen"')
    .option(
      '--webhook <id>',
      'deliver it to this webhook; to all that want it without it and without --forward',
    )
    .option('--print-body', 'show what is sent and answered; with --forward')
    .action((id: string, options: Options) =>
      options.forward === undefined ? redeliver(shell, id, options) : resendHere(shell, id, options),
    );
}

async function redeliver(shell: Shell, id: string, options: Options): Promise<void> {
  const body = options.webhook ? { webhook_id: options.webhook } : {};
  const answer = await (await shell.api()).ask('POST', `/events/${pathPart(id)}/replay`, { body });
  if (options.json) return shell.print.json(answer);
  const { count } = replayed.parse(answer);
  if (count === 0) return shell.print.line('No active webhook wants this event.');
  const deliveries = count === 1 ? 'One delivery is' : `${count} deliveries are`;
  shell.print.line(`${shell.print.style('green', '✓')} ${deliveries} made.`);
}

async function resendHere(shell: Shell, id: string, options: Options): Promise<void> {
  const url = receiverUrl(options.forward ?? '');
  if (options.webhook)
    throw new Failure(EXIT.usage, 'With --forward nothing is delivered to a webhook: leave out --webhook.');
  const api = await shell.api();
  const answer = await api.ask('GET', `/events/${pathPart(id)}`);
  const { explain: _explain, ...envelope } = stored.parse(answer);
  const { id: eventId, type, data } = event.parse(envelope);
  if (isErased(data))
    throw new Failure(EXIT.missing, "The event's data was erased. There is nothing to be sent.");
  const found = [{ id: eventId, type, body: JSON.stringify(envelope) }];
  return sendHere(shell, { url, api, found, json: options.json, printBody: options.printBody });
}
