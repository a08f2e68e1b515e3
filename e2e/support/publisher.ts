import { setTimeout as pause } from 'node:timers/promises';
import type { Api } from './api.ts';
import { TAG_CREATED } from './samples.ts';
import type { Published } from './shapes.ts';

const LOOPS = 8;
/** Between two tries while nobody answers. */
const BACKOFF_MS = 20;

/** Publishes without pause from several loops, whatever happens to the server, and keeps what was answered. */
export class Publisher {
  /** Ids of the events that were accepted: from here on nobody may lose them. */
  readonly accepted: string[] = [];
  /** How often each other status was answered; 0 stands for no answer at all. */
  readonly refusals = new Map<number, number>();
  readonly #api: Api;
  #stopping = false;
  #loops: Promise<void>[] = [];

  constructor(api: Api) {
    this.#api = api;
  }

  start(): this {
    this.#loops = Array.from({ length: LOOPS }, () => this.#publish());
    return this;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#loops);
  }

  async #publish(): Promise<void> {
    while (!this.#stopping) {
      const answer = await this.#api.post<Published>('/events', TAG_CREATED).catch(() => undefined);
      if (answer?.status === 202) {
        this.accepted.push(answer.body.id);
        continue;
      }
      const status = answer?.status ?? 0;
      this.refusals.set(status, (this.refusals.get(status) ?? 0) + 1);
      await pause(BACKOFF_MS);
    }
  }
}
