import { getWebhook } from '@tidings/endpoint';
import { type Context, decodeDayCursor, pageFrom, statement, tenantOf } from '@tidings/kernel';
import type { Page } from '@tidings/kernel/schema';
import type { z } from 'zod';
import { DELIVERY_COLUMNS, type DeliveryRow, presentDelivery } from './present.ts';
import type { Delivery, listDeliveriesInput } from './schema.ts';

// Index delivery_by_endpoint gives the order, partition after partition; days after the cursor are pruned.
const LIST = statement<DeliveryRow>(
  'delivery.list',
  `SELECT ${DELIVERY_COLUMNS}
   FROM delivery.delivery
   WHERE endpoint_id = $1 AND account_id = $2
     AND day <= $3::date
     AND (day, id) < ($3::date, $4::text)
     AND ($5::text IS NULL OR status = $5)
     AND ($6::text IS NULL OR event_type = $6)
   ORDER BY day DESC, id DESC
   LIMIT $7`,
);

/**
 * The deliveries of a webhook, newest first; stable while more come in.
 * @throws {DomainError} `not_found` for a webhook that is not this account's.
 */
export async function listDeliveries(
  ctx: Context,
  input: z.output<typeof listDeliveriesInput>,
): Promise<Page<Delivery>> {
  const { day, id } = decodeDayCursor(input.cursor);
  const webhook = await getWebhook(ctx, { id: input.id });
  const rows = await ctx.database.query(LIST, [
    webhook.id,
    tenantOf(ctx),
    day,
    id,
    input.status ?? null,
    input.type ?? null,
    input.limit + 1,
  ]);
  return pageFrom(rows, input.limit, { show: presentDelivery, position: (row) => [row.day, row.id] });
}
