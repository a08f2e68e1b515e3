import { type Context, dayOfId, notFound, type Sql, statement, tenantOf } from '@tidings/kernel';
import { deliveryColumns, type DeliveryRow, presentDelivery } from './present.ts';
import type { Delivery } from '../schema.ts';

// Primary key (id, day): one partition.
export const GET = statement<DeliveryRow>(
  'delivery.get',
  `SELECT ${deliveryColumns('d')}
   FROM delivery.delivery AS d
   WHERE d.id = $1 AND d.day = $2 AND d.account_id = $3`,
);

/** @throws {DomainError} `not_found`, also for another account's delivery. */
export async function getDelivery(ctx: Context, input: { id: string }): Promise<Delivery> {
  return presentDelivery(await findDelivery(ctx, ctx.database, input.id));
}

/**
 * The row of this account's delivery.
 * @throws {DomainError} `not_found`, also for another account's delivery.
 */
export async function findDelivery(ctx: Context, sql: Sql, id: string): Promise<DeliveryRow> {
  const [row] = await sql.query(GET, [id, dayOfId(id), tenantOf(ctx)]);
  if (!row) throw notFound('This delivery');
  return row;
}
