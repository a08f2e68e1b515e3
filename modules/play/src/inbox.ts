import type { Arrival } from './schema.ts';

/** So many requests are kept for each inbox; older ones are forgotten. */
const KEPT = 100;
/** So many inboxes are kept in memory; it is a tool for trying things out, not a store. */
const INBOXES = 1_000;

export type AnswerStatus = 204 | 302 | 500 | 503;

/** What the built-in receiver got for one account, newest first, and what it answers. In memory only. */
export class Inbox {
  readonly arrivals: Arrival[] = [];
  answerStatus: AnswerStatus = 204;
  #next = 1;

  add(arrival: Omit<Arrival, 'id'>): void {
    this.arrivals.unshift({ ...arrival, id: this.#next });
    this.#next += 1;
    this.arrivals.length = Math.min(this.arrivals.length, KEPT);
  }

  clear(): void {
    this.arrivals.length = 0;
  }
}

const inboxes = new Map<string, Inbox>();

export function inboxOf(accountId: string): Inbox {
  const known = inboxes.get(accountId);
  if (known) return known;
  const [oldest] = inboxes.keys();
  if (inboxes.size >= INBOXES && oldest !== undefined) inboxes.delete(oldest);
  const made = new Inbox();
  inboxes.set(accountId, made);
  return made;
}

/** The URL that an account's webhooks can be pointed at. */
export function inboxUrl(publicUrl: string, accountId: string): string {
  return `${publicUrl}/play/${accountId}`;
}
