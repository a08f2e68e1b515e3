import { attemptKey, type Evidence } from './evidence.ts';

export type Unaccounted = { id: string; reason: string };

/**
 * Requests that the books do not know, and answers in the books that nobody gave. A kill is no excuse: an attempt
 * is written down before it is made. The one attempt that may lack a row is the one now under way.
 */
export function findUnaccounted({ arrivals, attempts, deliveries }: Evidence): Unaccounted[] {
  const known = new Set(attempts.map(({ deliveryId, number }) => attemptKey(deliveryId, number)));
  const seen = new Set(arrivals.map(({ deliveryId, attempt }) => attemptKey(deliveryId, attempt)));
  const underWay = new Set(
    deliveries
      .filter(({ isQueued }) => isQueued)
      .map(({ id, attemptsMade }) => attemptKey(id, attemptsMade + 1)),
  );
  const unknown = [...seen].filter((key) => !known.has(key) && !underWay.has(key));
  const invented = attempts.filter(
    ({ deliveryId, number, statusCode }) => statusCode !== null && !seen.has(attemptKey(deliveryId, number)),
  );
  return [
    ...unknown.map((id) => ({ id, reason: 'arrived, and no attempt is recorded' })),
    ...invented.map(({ deliveryId, number, statusCode }) => ({
      id: attemptKey(deliveryId, number),
      reason: `recorded with status ${statusCode}, and never arrived`,
    })),
    ...gaps(attempts),
  ];
}

/** Attempts are numbered from one without holes. */
function gaps(attempts: Evidence['attempts']): Unaccounted[] {
  return [...Map.groupBy(attempts, ({ deliveryId }) => deliveryId)].flatMap(([id, rows]) =>
    rows.some(({ number }) => number > rows.length)
      ? [
          {
            id,
            reason: `${rows.length} attempts are recorded, numbered up to ${Math.max(...rows.map(({ number }) => number))}`,
          },
        ]
      : [],
  );
}
