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

/** Whether the data was erased on request: all that is left of it says so. */
export function isErased(event: Pick<Event, 'data'>): boolean {
  return event.data['erased'] === true && Object.keys(event.data).length === 1;
}
