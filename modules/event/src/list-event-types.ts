import type { Context } from '@tidings/kernel';
import { catalogOf } from './catalog.ts';
import { showEventType } from './catalog/show-event-type.ts';
import type { ShownEventType } from './schema.ts';

/** The whole catalog: the operator's own, and small enough to be read at once. */
export function listEventTypes(ctx: Context): { data: ShownEventType[] } {
  return { data: catalogOf(ctx).list().map(showEventType) };
}
