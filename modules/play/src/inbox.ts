import { type Answer, ANSWER_STATUSES, type Arrival } from './schema.ts';

/** So many requests are kept for each inbox; older ones are forgotten. */
const KEPT = 100;
/** Their bodies together have at most so many characters: anybody who knows the URL may send a megabyte. */
const KEPT_CHARACTERS = 4_000_000;
/** Accounts whose inboxes are kept in memory; it is a tool for trying things out, not a store. */
const ACCOUNTS = 1_000;
/** Inboxes of an account besides its first one. */
const NAMED = 20;

/** What a built-in receiver got, newest first, and what it answers. In memory only. */
export class Inbox {
  readonly arrivals: Arrival[] = [];
  answer: Answer = { status: ANSWER_STATUSES[0], delay_ms: 0, body: '' };
  #next = 1;

  add(arrival: Omit<Arrival, 'id'>): void {
    this.arrivals.unshift({ ...arrival, id: this.#next });
    this.#next += 1;
    let characters = 0;
    const kept = this.arrivals.findIndex(({ body }, at) => {
      characters += body.length;
      return at >= KEPT || (at > 0 && characters > KEPT_CHARACTERS);
    });
    if (kept !== -1) this.arrivals.length = kept;
  }

  clear(): void {
    this.arrivals.length = 0;
  }
}

/** By account, then by name; the one that every account has is called ''. */
const inboxes = new Map<string, Map<string, Inbox>>();

/** The account's inboxes, the one that it always has first. */
export function inboxesOf(accountId: string): Map<string, Inbox> {
  const known = inboxes.get(accountId);
  if (known) return known;
  const [oldest] = inboxes.keys();
  if (inboxes.size >= ACCOUNTS && oldest !== undefined) inboxes.delete(oldest);
  const made = new Map([['', new Inbox()]]);
  inboxes.set(accountId, made);
  return made;
}

/** One inbox of the account. It is made when it is first asked for; beyond twenty the oldest one makes room. */
export function inboxOf(accountId: string, name = ''): Inbox {
  const all = inboxesOf(accountId);
  const known = all.get(name);
  if (known) return known;
  const [, oldest] = all.keys();
  if (all.size > NAMED && oldest !== undefined) all.delete(oldest);
  const made = new Inbox();
  all.set(name, made);
  return made;
}

/** A URL that an account's webhooks can be pointed at. */
export function inboxUrl(publicUrl: string, accountId: string, name = ''): string {
  return `${publicUrl}/play/${accountId}${name && `/${name}`}`;
}
