import { type Context, notFound } from '@tidings/kernel';
import { catalogOf } from './catalog.ts';
import { showEventType } from './catalog/show-event-type.ts';
import type { ShownEventType } from './schema.ts';

/** @throws {DomainError} `not_found` */
export function getEventType(ctx: Context, input: { name: string }): ShownEventType {
  const type = catalogOf(ctx).get(input.name);
  if (!type) throw notFound('This event type');
  return showEventType(type);
}
