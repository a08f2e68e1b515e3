import { type Context, statement, tenantOf } from '@tidings/kernel';

/** How many webhooks of an account bear each badge. */
export type BadgeCounts = { active: number; failing: number; paused: number; inactive: number };

// Index endpoint_by_account, then the primary key of endpoint.activity.
const COUNT = statement<BadgeCounts>(
  'endpoint.count-badges',
  `SELECT count(*) FILTER (WHERE e.status = 'active' AND NOT coalesce(a.is_failing, false)) AS active,
          count(*) FILTER (WHERE e.status = 'active' AND a.is_failing) AS failing,
          count(*) FILTER (WHERE e.status = 'paused') AS paused,
          count(*) FILTER (WHERE e.status = 'disabled') AS inactive
   FROM endpoint.endpoint AS e
   LEFT JOIN endpoint.activity AS a ON a.endpoint_id = e.id
   WHERE e.account_id = $1`,
);

/** Counts the account's webhooks by what people see of them. */
export async function countBadges(ctx: Context): Promise<BadgeCounts> {
  const [counts] = await ctx.database.query(COUNT, [tenantOf(ctx)]);
  if (!counts) throw new Error('A count has a row.');
  return counts;
}
