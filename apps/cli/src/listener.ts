import { z } from 'zod';
import type { Api } from './api.ts';
import { EXIT, Failure } from './failure.ts';
import { pause } from './listen-to-news.ts';

const answer = z.looseObject({
  secret: z.string(),
  cursor: z.string(),
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
export type ListenedTo = Answer['data'][number];

/** What is listened to, in the words of the API. */
export type Wish = {
  events?: string[] | undefined;
  api_version?: string | undefined;
  payload_style?: string | undefined;
  webhook_id?: string | undefined;
  since?: string | undefined;
};

/** Answers overlap by as long as a transaction may take, of two minutes. */
const REMEMBERED_MS = 180_000;
/** So many ids are sent along, the newest; more are remembered. */
const SENT_MAX = 1_000;
const AGAIN_MS = 1_000;

/** Where a listener stands, so that it goes on there after a connection broke. */
export class Listener {
  readonly #api: Api;
  readonly #wish: Wish;
  readonly #nowMs: () => number;
  /** When an event was seen first, by its id. */
  readonly #seen = new Map<string, number>();
  #cursor: string | undefined;
  #secret: string | undefined;
  #first: Answer | undefined;

  constructor(api: Api, wish: Wish, nowMs = () => performance.now()) {
    this.#api = api;
    this.#wish = wish;
    this.#nowMs = nowMs;
  }

  /** Says where to begin. @returns the secret that requests are signed with. */
  async begin(): Promise<string> {
    this.#first = await this.#ask();
    this.#secret = this.#first.secret;
    return this.#secret;
  }

  /** What has come since, each once. */
  async *next(signal: AbortSignal, warn: (text: string) => void): AsyncGenerator<ListenedTo, void> {
    for (let hasMore = true; hasMore && !signal.aborted;) {
      const stoodAt = this.#cursor;
      const isFirst = this.#first !== undefined;
      const given = this.#first ?? (await this.#ask());
      this.#first = undefined;
      hasMore = given.has_more;
      if (!given.is_complete) warn('Events of more than a day ago are left out: replay them.');
      if (this.#secret !== given.secret) warn(`The secret is another one now: ${given.secret}`);
      this.#secret = given.secret;
      for (const request of given.data) {
        if (this.#seen.has(request.event_id)) continue;
        this.#seen.set(request.event_id, this.#nowMs());
        yield request;
      }
      // Something could not be made just now.
      if (hasMore && !isFirst && stoodAt === given.cursor) await pause(AGAIN_MS, signal);
    }
  }

  async #ask(): Promise<Answer> {
    const oldestMs = this.#nowMs() - REMEMBERED_MS;
    for (const [id, seenMs] of this.#seen) {
      if (seenMs >= oldestMs) break;
      this.#seen.delete(id);
    }
    const body = { ...this.#wish, cursor: this.#cursor, seen: [...this.#seen.keys()].slice(-SENT_MAX) };
    const given = answer.safeParse(await this.#api.ask('POST', '/listen', { body }));
    // Another try would not mend it.
    if (!given.success)
      throw new Failure(EXIT.failed, `${this.#api.url} gave an answer that this command cannot read.`);
    this.#cursor = given.data.cursor;
    return given.data;
  }
}
