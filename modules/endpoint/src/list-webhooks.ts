import { type FilterQuery, raw } from '@mikro-orm/core';
import { type Context, decodeCursor, pageFrom, tenantOf } from '@tidings/kernel';
import type { Page } from '@tidings/kernel/schema';
import type { z } from 'zod';
import { Endpoint } from './endpoint.entity.ts';
import { badgeCondition, idsOfHealth } from './find-by-health.ts';
import { presentAll } from './get-webhook.ts';
import type { listWebhooksInput, Webhook } from './schema.ts';

/** The account's webhooks, newest first. */
export async function listWebhooks(
  ctx: Context,
  input: z.output<typeof listWebhooksInput>,
): Promise<Page<Webhook>> {
  const [after] = decodeCursor(input.cursor, 1) ?? [];
  const where: FilterQuery<Endpoint>[] = [{ accountId: tenantOf(ctx) }];
  if (input.status) where.push({ status: input.status });
  if (input.health) where.push({ id: { $in: await idsOfHealth(ctx, [input.health]) } });
  if (input.badge) where.push(await badgeCondition(ctx, input.badge));
  if (input.created_by_type) where.push({ [raw("created_by->>'type'")]: input.created_by_type });
  if (input.created_by_id) where.push({ [raw("created_by->>'id'")]: input.created_by_id });
  if (after) where.push({ id: { $lt: after } });
  if (input.q) {
    const pattern = `%${input.q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    where.push({ $or: [{ name: { $ilike: pattern } }, { url: { $ilike: pattern } }] });
  }
  const rows = await ctx.database.unitOfWork((tx) =>
    tx.em.find(Endpoint, { $and: where }, { orderBy: { id: 'desc' }, limit: input.limit + 1 }),
  );
  const page = pageFrom(rows, input.limit, { show: (row) => row, position: (row) => [row.id] });
  return { ...page, data: await presentAll(ctx, page.data) };
}
