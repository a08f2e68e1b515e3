import type { Context } from '@tidings/kernel';
import { catalogOf } from './catalog.ts';
import type { EventType } from './schema.ts';

/** The whole catalog: the operator's own, and small enough to be read at once. */
export function listEventTypes(ctx: Context): { data: EventType[] } {
  return { data: catalogOf(ctx).list() };
}
