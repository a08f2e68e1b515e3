import type { EndpointRow } from './endpoint.entity.ts';
import type { Webhook } from './schema.ts';

/** As many failures in a row make a webhook "failing". */
export const FAILING_FROM = 5;
/** So does this share of the attempts of a day, so that slow degradation shows, … */
const DEGRADED_SHARE = 0.05;
/** … once there were this many: of a handful, one says nothing. */
const DEGRADED_FROM = 20;
/** Below this share, of however many, it is over: with one limit for both, whatever is near it would go to and fro. */
const OVER_BELOW_SHARE = 0.04;
/** A webhook without an attempt for so long is "idle". */
export const IDLE_AFTER_HOURS = 24;
const HOUR_MS = 3_600_000;

/**
 * Attempts of a webhook in the hour that runs and the 23 before it, which is what "24 hours" means wherever attempts are
 * counted; a fault of Tidings' own is not among them.
 */
export type DayCounts = { attempts: number; failed: number };

/**
 * Whether a webhook is degraded by the attempts of a day, as SQL over the names of three values: it becomes so when at
 * least 5 % of at least 20 have failed, and stays so until less than 4 % have. Null where the counts are.
 * @param before whether it was until now.
 */
export function isDegradedSql(attempts: string, failed: string, before: string): string {
  return `(${failed} > 0 AND CASE
    WHEN ${before} THEN ${failed} >= ${attempts} * ${OVER_BELOW_SHARE}
    ELSE ${attempts} >= ${DEGRADED_FROM} AND ${failed} >= ${attempts} * ${DEGRADED_SHARE} END)`;
}

/** What the health of a webhook follows from. */
type Standing = Pick<EndpointRow, 'status' | 'disabledAt'>;
type Kept = { is_failing: boolean; last_attempt_at: Date | null; health_changed_at: Date | null };
type Shown = Pick<Webhook, 'health' | 'health_changed_at'>;

/**
 * The health of a webhook, and since when it is so. Idle: no attempt in the last 24 hours, or none ever; whoever fails
 * and then hears nothing more still fails. So does whoever was disabled, as one is for failures alone: one answer of 410
 * is too few in a row to be called failing by, and so are four in three days.
 */
export function healthOf({ status, disabledAt }: Standing, kept: Kept | undefined, now: Date): Shown {
  if (!kept?.last_attempt_at) return { health: 'idle', health_changed_at: null };
  const since = kept.health_changed_at?.toISOString() ?? null;
  if (status === 'disabled') {
    // Whatever came since, from attempts that were under way or asked for by hand, changes nothing. It is not known of
    // those that an older version disabled.
    return { health: 'failing', health_changed_at: (disabledAt ?? kept.last_attempt_at).toISOString() };
  }
  if (kept.is_failing) return { health: 'failing', health_changed_at: since };
  const idleFromMs = kept.last_attempt_at.getTime() + IDLE_AFTER_HOURS * HOUR_MS;
  if (now.getTime() < idleFromMs) return { health: 'healthy', health_changed_at: since };
  return { health: 'idle', health_changed_at: new Date(idleFromMs).toISOString() };
}
