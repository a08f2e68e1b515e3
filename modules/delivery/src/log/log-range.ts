import { dateOf, dayOfId } from '@tidings/kernel';
import { firstDeliveryIdAt } from './first-id.ts';

/** A place in the order of a webhook's log; before and after it are other deliveries. */
export type Position = { day: string; id: string };

/**
 * `created_at` is the database's time and the id carries the publisher's: they may be apart by the transaction's
 * length and by what two clocks differ. The index is asked with this much to spare, and `created_at` decides.
 */
export const SPARE_MS = 60_000;
const OLDEST: Position = { day: '0001-01-01', id: '' };

export type Range = {
  /** Deliveries lie before this place, newest first: that of the cursor, or of `created_before`. */
  before: Position;
  /** Deliveries lie at this place or after it. */
  from: Position;
  createdAfter: Date | null;
  createdBefore: Date | null;
};

/** The stretch of the log that a cursor and bounds in time leave. Days in it say which partitions are read. */
export function rangeOf(
  filter: { created_after?: string | undefined; created_before?: string | undefined },
  cursor: Position,
): Range {
  const createdAfter = dateOf(filter.created_after);
  const createdBefore = dateOf(filter.created_before);
  const end = createdBefore && positionAt(createdBefore.getTime() + SPARE_MS);
  return {
    before: end && isBefore(end, cursor) ? end : cursor,
    from: createdAfter ? positionAt(createdAfter.getTime() - SPARE_MS) : OLDEST,
    createdAfter,
    createdBefore,
  };
}

/** The place in the log of whatever is made at this moment. */
export function positionAt(ms: number): Position {
  const id = firstDeliveryIdAt(new Date(ms));
  return { day: dayOfId(id), id };
}

function isBefore(one: Position, other: Position): boolean {
  return one.day < other.day || (one.day === other.day && one.id < other.id);
}
