import { countBadges } from '@tidings/endpoint';
import { type Context, databaseTime, tenantOf } from '@tidings/kernel';
import { timeZoneAsked } from './hooks.ts';
import type { Overview, OverviewInput } from './schema.ts';
import { sumAccount } from './sum-account.ts';

/**
 * What an account's webhooks are up to: their badges; how many deliveries arrived since the account's day began,
 * whenever they were made, each the first time that it arrived; and of those made in the last 24 hours, as far as they
 * were attempted, which share has arrived. Of both it says what they were a day before.
 */
export async function showOverview(ctx: Context, { time_zone: timeZone }: OverviewInput): Promise<Overview> {
  const [now, [ownTimeZone]] = await Promise.all([
    databaseTime(ctx.database),
    timeZoneAsked.announce(ctx.database, tenantOf(ctx)),
  ]);
  const [webhooks, sums] = await Promise.all([
    countBadges(ctx),
    sumAccount(ctx, { now, timeZone: ownTimeZone ?? timeZone }),
  ]);
  return { webhooks, ...sums };
}
