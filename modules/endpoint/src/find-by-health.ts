import type { FilterQuery } from '@mikro-orm/core';
import { type Context, statement, tenantOf } from '@tidings/kernel';
import type { z } from 'zod';
import type { Endpoint } from './endpoint.entity.ts';
import { IDLE_AFTER_HOURS } from './health.ts';
import type { Webhook, webhookBadge } from './schema.ts';

// Index endpoint_by_account, then the primary key of endpoint.activity.
const OF_HEALTH = statement<{ id: string }>(
  'endpoint.ids-of-health',
  `SELECT e.id
   FROM endpoint.endpoint AS e
   JOIN endpoint.activity AS a ON a.endpoint_id = e.id
   WHERE e.account_id = $1
     AND CASE WHEN a.is_failing THEN 'failing'
              WHEN a.last_attempt_at > $3::timestamptz - interval '${IDLE_AFTER_HOURS} hours' THEN 'healthy'
              ELSE 'idle' END = ANY ($2::text[])`,
);

/** The account's webhooks of these healths. */
export async function idsOfHealth(ctx: Context, healths: Webhook['health'][]): Promise<string[]> {
  const rows = await ctx.database.query(OF_HEALTH, [tenantOf(ctx), healths, ctx.clock.now()]);
  return rows.map((row) => row.id);
}

/** Which webhooks of the account bear a badge. */
export async function badgeCondition(
  ctx: Context,
  badge: z.output<typeof webhookBadge>,
): Promise<FilterQuery<Endpoint>> {
  switch (badge) {
    case 'active':
      return { status: 'active', id: { $in: await idsOfHealth(ctx, ['healthy', 'idle']) } };
    case 'failing':
      return { status: 'active', id: { $in: await idsOfHealth(ctx, ['failing']) } };
    case 'paused':
      return { status: 'paused' };
    case 'inactive':
      return { status: 'disabled' };
    default:
      return badge satisfies never;
  }
}
