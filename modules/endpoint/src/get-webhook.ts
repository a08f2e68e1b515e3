import { type Context, notFound, tenantOf } from '@tidings/kernel';
import { describeSecrets } from '@tidings/secret';
import { findActivity } from './activity.ts';
import { Endpoint } from './endpoint.entity.ts';
import { present } from './present.ts';
import type { Webhook } from './schema.ts';

/** @throws {DomainError} `not_found`, also for another account's webhook. */
export async function getWebhook(ctx: Context, input: { id: string }): Promise<Webhook> {
  const endpoint = await ctx.database.unitOfWork((tx) =>
    tx.em.findOne(Endpoint, { id: input.id, accountId: tenantOf(ctx) }),
  );
  if (!endpoint) throw notFound('This webhook');
  return presentOne(ctx, endpoint);
}

/** A webhook that was found, with what stands in other tables. */
export async function presentOne(ctx: Context, endpoint: Endpoint): Promise<Webhook> {
  const [webhook] = await presentAll(ctx, [endpoint]);
  if (!webhook) throw notFound('This webhook');
  return webhook;
}

/** Adds to each webhook what stands in other tables. */
export async function presentAll(ctx: Context, endpoints: Endpoint[]): Promise<Webhook[]> {
  const ids = endpoints.map((endpoint) => endpoint.id);
  const [secrets, activities] = await Promise.all([
    describeSecrets(ctx.database, ids),
    findActivity(ctx.database, ids),
  ]);
  const now = ctx.clock.now();
  return endpoints.map((endpoint) =>
    present(endpoint, ctx.config, {
      secrets: secrets.get(endpoint.id),
      activity: activities.get(endpoint.id),
      now,
    }),
  );
}
