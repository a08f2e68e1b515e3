import { type Context, databaseTime, decodeCursor, pageFrom, statement, tenantOf } from '@tidings/kernel';
import { HOURS } from './list-sparklines.ts';
import type { Volumes, VolumesInput } from './schema.ts';
import { lastHours } from './time-slots.ts';
import { weekDeliveriesSql } from './week-deliveries.ts';

/** So many webhooks a page has. */
const PAGE = 1_000;

// Indexes daily_by_account and hourly_by_account: seven rows a webhook, and the hours of the first day.
export const VOLUMES = statement<Volumes['data'][number]>(
  'metrics.volumes',
  `${weekDeliveriesSql('AND webhook_id > $3')}
   HAVING sum(begun) > 0
   ORDER BY webhook_id
   LIMIT ${PAGE + 1}`,
);

/**
 * Deliveries of the account's webhooks in the last seven days, by their ids, of those that had any.
 * @throws {DomainError} `invalid` for a forged cursor.
 */
export async function listVolumes(ctx: Context, input: VolumesInput): Promise<Volumes> {
  const list = `volumes ${tenantOf(ctx)}`;
  const [after = ''] = decodeCursor(list, input.cursor, 1) ?? [];
  const [from] = lastHours(await databaseTime(ctx.database), HOURS);
  const rows = await ctx.database.query(VOLUMES, [tenantOf(ctx), from, after]);
  return pageFrom(rows, PAGE, { list, show: (row) => row, position: (row) => [row.webhook_id] });
}
