import { facetsOf, type Event, type EventType } from '@tidings/event/schema';

import { isolated } from '../../format/isolated.ts';

/** Something by which an event can be found: its value, and what people call it. */
export interface About {
  name: string;
  value: string;
  words: string;
}

// Whom it is about says most, in which workspace it happened least.
const LAST = ['workspace'];
const FIRST = ['email'];

function rank(name: string): number {
  return FIRST.includes(name) ? 0 : LAST.includes(name) ? 2 : 1;
}

/** What an event is about, by the facets of its type; what says most stands first. */
export function aboutOf(event: Pick<Event, 'data'>, type: Pick<EventType, 'facets'> | undefined): About[] {
  if (!type) return [];
  return facetsOf(type, event.data)
    .map(({ name, value, label }) => ({ name, value, words: label ?? value }))
    .toSorted((a, b) => rank(a.name) - rank(b.name));
}

const NAMED_MOST = 3;

/** "ada@example.com · October · vip +2"; null for an event without facets. */
export function aboutWords(about: readonly About[]): string | null {
  if (about.length === 0) return null;
  const rest = about.length - NAMED_MOST;
  const named = about.slice(0, NAMED_MOST).map(({ words }) => isolated(words));
  return named.join(' · ') + (rest > 0 ? ` +${rest}` : '');
}

/**
 * The webhook that an event of the system is about, by its name. Types of such events have no facets, and a log that says
 * "webhook.disabled" has to say of which.
 */
export function namedWebhook(event: Pick<Event, 'data' | 'type'>): string | null {
  if (!event.type.startsWith('webhook.')) return null;
  const object: unknown = event.data['object'];
  if (typeof object !== 'object' || object === null) return null;
  const name = 'webhook_name' in object ? object.webhook_name : 'name' in object ? object.name : undefined;
  return typeof name === 'string' ? isolated(name) : null;
}

/** Whether the data was erased on request: all that is left of it says so. */
export function isErased(event: Pick<Event, 'data'>): boolean {
  return event.data['erased'] === true && Object.keys(event.data).length === 1;
}
