import type { EventType } from '@tidings/event/schema';

/** Whether each word of a query is in a type's name, category, description or trigger. */
export function matchesType(type: EventType, query: string): boolean {
  const words = `${type.name} ${type.category} ${type.description} ${type.trigger}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((part) => words.includes(part));
}
