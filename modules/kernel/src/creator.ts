import type { Actor, Context } from './context.ts';
import type { Creator } from './schema.ts';

/** Whoever came by a portal link is a person, too. */
const CREATORS = {
  user: 'user',
  portal: 'user',
  app: 'app',
  service: 'service',
  system: 'service',
} as const satisfies Record<Actor['type'], Creator['type']>;

/** Who acts, as it is kept with what they make. */
export function creatorOf({ actor }: Pick<Context, 'actor'>): Creator {
  return { type: CREATORS[actor.type], id: actor.id, name: actor.name };
}
