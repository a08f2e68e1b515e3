import type { Delivery } from '@tidings/delivery/schema';

const SHOWN = 8;

/** Of the newest deliveries those that were attempted last, the latest attempt first. */
export function latestAttempted(deliveries: readonly Delivery[]): Delivery[] {
  return deliveries
    .filter((delivery) => delivery.attempts_made > 0)
    .toSorted((a, b) => b.updated_at.localeCompare(a.updated_at))
    .slice(0, SHOWN);
}
