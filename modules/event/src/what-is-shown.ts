import { type Context, DomainError } from '@tidings/kernel';
import type { Event, Explanation } from './schema.ts';

/** What stands where payloads are for those who may not read them; like `{"erased": true}` it is an object. */
const HIDDEN = { hidden: true };

/** Viewers, of the console and of the portal, see that something happened and not what it said. */
function mayReadPayloads({ actor }: Context): boolean {
  return !((actor.type === 'user' || actor.type === 'portal') && actor.role === 'viewer');
}

/** An event as the one who asks may see it. */
export function shownEvent(ctx: Context, event: Event): Event {
  return mayReadPayloads(ctx) ? event : { ...event, data: HIDDEN };
}

/** Explanations as the one who asks may see them: a failed clause quotes the value that it met, and the filter. */
export function shownExplanations(ctx: Context, explanations: Explanation[]): Explanation[] {
  if (mayReadPayloads(ctx)) return explanations;
  return explanations.map((explanation) =>
    explanation.result === 'filtered'
      ? { ...explanation, reason: 'The filter of the webhook did not let it pass.' }
      : explanation,
  );
}

/**
 * Whoever may try values until one is found reads what they may not see.
 * @throws {DomainError} `forbidden` for viewers.
 */
export function requireSearchByValue(ctx: Context): void {
  if (mayReadPayloads(ctx)) return;
  throw new DomainError(
    'forbidden',
    'Searching by a value of the data needs the role admin or developer; viewers search by event id.',
  );
}
