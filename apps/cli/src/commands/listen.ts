import type { Command } from 'commander';
import { z } from 'zod';
import type { Api } from '../api.ts';
import { forward, printForwarded, receiverUrl } from '../forward.ts';
import { listenToNews } from '../listen-to-news.ts';
import { define, type Json, type Shell } from '../shell.ts';
import { plain } from '../surroundings.ts';

type Options = Json & { forward?: string; events: string[]; apiVersion?: string; payloadStyle: string };

const answer = z.looseObject({
  secret: z.string(),
  since: z.string(),
  has_more: z.boolean(),
  is_complete: z.boolean(),
  data: z.array(
    z.looseObject({
      event_id: z.string(),
      event_type: z.string(),
      headers: z.record(z.string(), z.string()),
      body: z.string(),
      fault: z.string().nullable(),
    }),
  ),
});
type Answer = z.output<typeof answer>;

/** So many ids are remembered; answers overlap by ten seconds. */
const SEEN_MAX = 1_000;

/** `tidings listen`: events as they happen, as a webhook would get them, to where no public URL leads. */
export function listenCommand(program: Command, shell: Shell): void {
  define(program, 'listen', {
    summary: 'Print events as they happen, and forward them to a local URL',
    examples: [
      'tidings listen --forward http://localhost:3000/hooks',
      "tidings listen --forward 3000 --events 'email.*' purchase.created",
      'tidings listen --json | jq .event_type',
    ],
  })
    .option(
      '--forward <url>',
      'send each one there as a delivery: the same bytes and headers; a port is enough',
    )
    .option('--events <types...>', 'what to listen for: email.opened, email.*, *', ['*'])
    .option('--api-version <date>', 'dated version of the data; the newest if left out')
    .option('--payload-style <style>', 'snapshot or thin', 'snapshot')
    .action((options: Options) => listen(shell, options));
}

async function listen(shell: Shell, options: Options): Promise<void> {
  const { print, around } = shell;
  const url = options.forward === undefined ? undefined : receiverUrl(options.forward);
  const api = await shell.api();
  const listener = new Listener(api, options);
  const { secret } = await listener.ask();
  print.note(`Listening to ${api.url}${url ? `, forwarding to ${url}` : ''}. Ctrl-C ends it.`);
  print.note(`Requests are signed with ${print.style('bold', secret)}`);
  const onNews = async () => {
    for await (const request of listener.next(around.signal, (text) =>
      print.note(print.style('yellow', text)),
    )) {
      const { event_id: id, event_type: type, headers, body, fault } = request;
      if (fault !== null) {
        print.note(print.style('red', `${type} ${id}: ${plain(fault)}`));
        continue;
      }
      const forwarded = url === undefined ? null : await forward(url, { headers, body }, shell);
      printForwarded(shell, { id, type }, { forwarded, json: options.json });
    }
  };
  const onBroken = (reason: string, againMs: number) =>
    print.note(print.style('yellow', `${reason} Trying again in ${(againMs / 1000).toFixed(1)} s.`));
  const onBack = () => print.note('Connected again.');
  await listenToNews(api, { onNews, onBroken, onBack }, around.signal);
}

/** Where this listener stands, so that it goes on there after a connection broke. */
class Listener {
  readonly #api: Api;
  readonly #wish: Record<string, unknown>;
  readonly #seen = new Set<string>();
  #since: string | undefined;
  #secret: string | undefined;

  constructor(api: Api, { events, apiVersion, payloadStyle }: Options) {
    this.#api = api;
    this.#wish = { events, payload_style: payloadStyle, ...(apiVersion && { api_version: apiVersion }) };
  }

  async ask(): Promise<Answer> {
    const body = { ...this.#wish, since: this.#since, seen: [...this.#seen].slice(-SEEN_MAX) };
    const given = answer.parse(await this.#api.ask('POST', '/listen', { body }));
    this.#since = given.since;
    return given;
  }

  /** What has come since, each once. */
  async *next(
    signal: AbortSignal,
    warn: (text: string) => void,
  ): AsyncGenerator<Answer['data'][number], void> {
    for (let hasMore = true; hasMore && !signal.aborted;) {
      const given = await this.ask();
      hasMore = given.has_more;
      if (!given.is_complete) warn('More events came than can be listened to: some were left out.');
      if (this.#secret !== undefined && this.#secret !== given.secret)
        warn(`The secret is another one now: ${given.secret}`);
      this.#secret = given.secret;
      for (const request of given.data) {
        if (this.#seen.has(request.event_id)) continue;
        this.#seen.add(request.event_id);
        yield request;
      }
      for (const id of this.#seen) {
        if (this.#seen.size <= SEEN_MAX) break;
        this.#seen.delete(id);
      }
    }
  }
}
