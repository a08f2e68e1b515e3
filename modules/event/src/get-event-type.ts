import { type Context, notFound } from '@tidings/kernel';
import { catalogOf } from './catalog.ts';
import type { EventType } from './schema.ts';

/** @throws {DomainError} `not_found` */
export function getEventType(ctx: Context, input: { name: string }): EventType {
  const type = catalogOf(ctx).get(input.name);
  if (!type) throw notFound('This event type');
  return type;
}
