import type { Quota } from '@tidings/kernel';

/** An account's quota as its row holds it; undefined: none was set. */
export function quotaOf(row: {
  deliveries_per_minute: number | null;
  webhooks_max: number | null;
}): Quota | undefined {
  if (row.deliveries_per_minute === null && row.webhooks_max === null) return undefined;
  return { deliveriesPerMinute: row.deliveries_per_minute, webhooks: row.webhooks_max };
}
