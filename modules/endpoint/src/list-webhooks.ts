import { type FilterQuery, raw } from '@mikro-orm/core';
import { type Context, decodeCursor, pageFrom, tenantOf } from '@tidings/kernel';
import type { Page } from '@tidings/kernel/schema';
import type { z } from 'zod';
import { Endpoint } from './endpoint.entity.ts';
import { presentAll } from './get-webhook.ts';
import { ofBadge, ofHealth } from './health-condition.ts';
import type { listWebhooksInput, Webhook } from './schema.ts';

type Input = z.output<typeof listWebhooksInput>;

/** The account's webhooks, newest first. */
export async function listWebhooks(ctx: Context, input: Input): Promise<Page<Webhook>> {
  const rows = await ctx.database.unitOfWork((tx) =>
    tx.em.find(Endpoint, conditionOf(ctx, input), { orderBy: { id: 'desc' }, limit: input.limit + 1 }),
  );
  const page = pageFrom(rows, input.limit, {
    list: listOf(ctx),
    show: (row) => row,
    position: (row) => [row.id],
  });
  return { ...page, data: await presentAll(ctx, page.data) };
}

function listOf(ctx: Context): string {
  return `webhooks ${tenantOf(ctx)}`;
}

/** What is asked for, as one condition: its plan can be looked at. @throws {DomainError} `invalid` for a forged cursor. */
export function conditionOf(ctx: Context, input: Input): { $and: FilterQuery<Endpoint>[] } {
  const [after] = decodeCursor(listOf(ctx), input.cursor, 1) ?? [];
  const where: FilterQuery<Endpoint>[] = [{ accountId: tenantOf(ctx) }];
  if (input.status) where.push({ status: input.status });
  if (input.health) where.push(ofHealth(ctx, input.health));
  if (input.badge) where.push(ofBadge(input.badge));
  if (input.created_by_type) where.push({ [raw("created_by->>'type'")]: input.created_by_type });
  if (input.created_by_id) where.push({ [raw("created_by->>'id'")]: input.created_by_id });
  if (after) where.push({ id: { $lt: after } });
  if (input.q) {
    const pattern = `%${input.q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    where.push({ $or: [{ name: { $ilike: pattern } }, { url: { $ilike: pattern } }] });
  }
  return { $and: where };
}
