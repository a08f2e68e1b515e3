import type { AccountEntity } from './account.entity.ts';
import type { Account } from './schema.ts';

/** An account as its readers see it. */
export function showAccount(row: AccountEntity): Account {
  return {
    id: row.id,
    name: row.name,
    external_id: row.externalId ?? null,
    quota: { deliveries_per_minute: row.deliveriesPerMinute ?? null, webhooks: row.webhooksMax ?? null },
    time_zone: row.timeZone ?? null,
    created_at: row.createdAt.toISOString(),
  };
}
