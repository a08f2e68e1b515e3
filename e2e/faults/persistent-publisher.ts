import { setTimeout as later } from 'node:timers/promises';
import type { Accepted } from './evidence.ts';
import type { Random } from './random.ts';

/** After this long nobody knows what became of a request; the same key is tried again elsewhere. */
const PATIENCE_MS = 8_000;
const BACKOFF_MS = 100;
const PAUSE_MS = [20, 80] as const;
/** Every so many events are of the type that the slow receiver takes as well. */
const RARE_EVERY = 20;
export const COMMON = 'tag.created';
export const RARE = 'tag.deleted';

type Target = { urls: string[]; headers: Record<string, string>; account: string };
type Answer = { status: number; body: { id?: string; deliveries?: number } };

/**
 * Publishes as a careful client does: each event has an Idempotency-Key, and what was refused or left open is
 * asked again with the same key, of another process, until it is accepted.
 */
export class PersistentPublisher {
  readonly accepted: Accepted[] = [];
  /** How often each other status was answered; 0 stands for no answer at all. */
  readonly refusals = new Map<number, number>();
  readonly #target: Target;
  readonly #random: Random;
  #stopping = false;
  #count = 0;
  #loops: Promise<void>[] = [];

  constructor(target: Target, random: Random) {
    this.#target = target;
    this.#random = random;
  }

  start(loops: number): void {
    this.#loops = Array.from({ length: loops }, () => this.#run());
  }

  /** What is open is still asked for until it is accepted. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#loops);
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#count += 1;
      await this.#publish(`tag-${this.#count}`, this.#count % RARE_EVERY === 0 ? RARE : COMMON);
      await later(this.#random.between(...PAUSE_MS));
    }
  }

  async #publish(tag: string, type: string): Promise<void> {
    const askedMs = Date.now();
    for (let tries = 0; ; tries += 1) {
      const url = this.#target.urls[(this.#count + tries) % this.#target.urls.length] ?? '';
      const { status, body } = await this.#ask(url, tag, type).catch((): Answer => ({ status: 0, body: {} }));
      if (status === 202) {
        this.accepted.push({
          eventId: body.id ?? '',
          tag,
          type,
          account: this.#target.account,
          deliveries: body.deliveries ?? 0,
          askedMs,
          atMs: Date.now(),
        });
        return;
      }
      this.refusals.set(status, (this.refusals.get(status) ?? 0) + 1);
      await later(BACKOFF_MS);
    }
  }

  async #ask(url: string, tag: string, type: string): Promise<Answer> {
    const response = await fetch(`${url}/api/v1/events`, {
      method: 'POST',
      headers: { ...this.#target.headers, 'content-type': 'application/json', 'idempotency-key': tag },
      body: JSON.stringify({
        type,
        data: { object: { object: 'tag', id: 'tag_1', name: tag } },
      }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] }; // as PRODUCT.md has it
  }
}
