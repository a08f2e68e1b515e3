import type { Command } from 'commander';
import { Abreast } from '../abreast.ts';
import { timeOf } from '../arguments.ts';
import { EXIT, Failure } from '../failure.ts';
import { forward, receiverUrl, shownUrl } from '../forward.ts';
import { listenToNews } from '../listen-to-news.ts';
import { type ListenedTo, Listener, type Wish } from '../listener.ts';
import { printForwarded } from '../print-forwarded.ts';
import { define, type Json, type Shell } from '../shell.ts';
import { plain } from '../surroundings.ts';

type Options = Json & {
  forward?: string;
  events?: string[];
  apiVersion?: string;
  payloadStyle?: string;
  webhook?: string;
  since?: string;
  printBody?: true;
  printSecret?: true;
};

/** So many requests are under way at a time: a webhook does not wait for one before it is sent the next either. */
const FORWARDED_AT_ONCE = 8;

/** `tidings listen`: events as they happen, as a webhook would get them, to where no public URL leads. */
export function listenCommand(program: Command, shell: Shell): void {
  define(program, 'listen', {
    summary: 'Print events as they happen, and forward them to a local URL',
    examples: [
      'tidings listen --forward http://localhost:3000/hooks',
      "tidings listen --forward 3000 --events 'email.*' purchase.created",
      'tidings listen --forward 3000 --webhook wh_01k… --since 5m',
      'tidings listen --print-body',
      'tidings listen --json | jq .event.data',
    ],
  })
    .option(
      '--forward <url>',
      'send each one there as a delivery: the same bytes and headers; a port is enough',
    )
    .option('--events <types...>', 'what to listen for: email.opened, email.*, *; everything if left out')
    .option('--api-version <date>', 'dated version of the data; the newest if left out')
    .option('--payload-style <style>', 'snapshot or thin; snapshot if left out')
    .option('--webhook <id>', 'what this webhook gets: its events, filter, version and payload style')
    .option('--since <time>', 'begin that long ago, at most a day: 5m, 2h, or ISO 8601')
    .option('--print-body', 'show what is sent and answered')
    .option('--print-secret', 'print the secret that requests are signed with, and end')
    .action((options: Options) => listen(shell, options));
}

async function listen(shell: Shell, options: Options): Promise<void> {
  const { print, around } = shell;
  const url = options.forward === undefined ? undefined : receiverUrl(options.forward);
  const wish = wishOf(options);
  const api = await shell.api();
  const listener = new Listener(api, wish);
  const secret = await listener.begin();
  if (options.printSecret) return options.json ? print.json({ secret }) : print.line(secret);
  const say = (kind: string, text: string) =>
    print.note(options.json ? JSON.stringify({ [kind]: text }) : print.style('yellow', text));
  if (options.json)
    print.note(JSON.stringify({ listening: { url: api.url, forward: url ? shownUrl(url) : null, secret } }));
  else {
    print.note(`Listening to ${api.url}${url ? `, forwarding to ${shownUrl(url)}` : ''}. Ctrl-C ends it.`);
    print.note(`Requests are signed with ${print.style('bold', secret)}`);
  }
  const sending = new Abreast(FORWARDED_AT_ONCE);
  const onNews = async () => {
    for await (const request of listener.next(around.signal, (text) => say('warning', text)))
      await sending.begin(() => show(shell, request, { url, options }));
  };
  const onBroken = (reason: string, againMs: number) =>
    say('warning', `${reason} Trying again in ${(againMs / 1000).toFixed(1)} s.`);
  await listenToNews(api, { onNews, onBroken, onBack: () => say('note', 'Connected again.') }, around.signal);
  await sending.end();
}

/** @throws {Failure} `usage` for what says twice which events come how. */
function wishOf({ webhook, events, apiVersion, payloadStyle, since }: Options): Wish {
  if (webhook && (events ?? apiVersion ?? payloadStyle))
    throw new Failure(
      EXIT.usage,
      'The webhook says which events come how: leave out --events, --api-version and --payload-style.',
    );
  return {
    webhook_id: webhook,
    events,
    api_version: apiVersion,
    payload_style: payloadStyle,
    since: since && timeOf(since),
  };
}

async function show(
  shell: Shell,
  request: ListenedTo,
  { url, options }: { url: string | undefined; options: Options },
): Promise<void> {
  const { print } = shell;
  const { event_id: id, event_type: type, headers, body, fault } = request;
  if (fault !== null) {
    if (options.json) print.json({ at: new Date().toISOString(), event_id: id, event_type: type, fault });
    else print.line(print.style('red', `${plain(type)}  ${id}  ${plain(fault)}`));
    return;
  }
  const forwarded = url === undefined ? null : await forward(url, { headers, body }, shell);
  const how = { forwarded, json: options.json, printBody: options.printBody };
  printForwarded(shell, { id, type, request: { headers, body } }, how);
}
