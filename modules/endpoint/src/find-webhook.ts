import { LockMode } from '@mikro-orm/core';
import { type Context, notFound, tenantOf, type UnitOfWork } from '@tidings/kernel';
import { Endpoint } from './endpoint.entity.ts';

/**
 * The webhook of this account with this id, locked until the transaction ends.
 * @throws {DomainError} `not_found`, also for another account's.
 */
export async function findWebhook(ctx: Context, tx: UnitOfWork, id: string): Promise<Endpoint> {
  const endpoint = await tx.em.findOne(
    Endpoint,
    { id, accountId: tenantOf(ctx) },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!endpoint) throw notFound('This webhook');
  return endpoint;
}
