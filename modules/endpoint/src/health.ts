import type { Webhook } from './schema.ts';

/** As many failures in a row make a webhook "failing". */
export const FAILING_FROM = 5;
/** So does this share of its attempts in the last 24 hours, so that slow degradation shows, … */
export const DEGRADED_SHARE = 0.05;
/** … once there were this many: of a handful, one says nothing. */
export const DEGRADED_FROM = 20;
/** A webhook without an attempt for so long is "idle". */
export const IDLE_AFTER_HOURS = 24;
const HOUR_MS = 3_600_000;

/** Attempts of a webhook in the last 24 hours; a fault of Tidings' own is not among them. */
export type DayCounts = { attempts: number; failed: number };

/** At least 5 % of at least 20 attempts of the last 24 hours failed. */
export function isDegraded({ attempts, failed }: DayCounts): boolean {
  return attempts >= DEGRADED_FROM && failed >= attempts * DEGRADED_SHARE;
}

/** What the health of a webhook follows from. */
type Kept = { is_failing: boolean; last_attempt_at: Date | null; health_changed_at: Date | null };
type Shown = Pick<Webhook, 'health' | 'health_changed_at'>;

/**
 * The health of a webhook, and since when it is so. Idle: no attempt in the last 24 hours, or none ever; whoever fails
 * and then hears nothing more still fails.
 */
export function healthOf(kept: Kept | undefined, now: Date): Shown {
  if (!kept?.last_attempt_at) return { health: 'idle', health_changed_at: null };
  const since = kept.health_changed_at?.toISOString() ?? null;
  if (kept.is_failing) return { health: 'failing', health_changed_at: since };
  const idleFromMs = kept.last_attempt_at.getTime() + IDLE_AFTER_HOURS * HOUR_MS;
  if (now.getTime() < idleFromMs) return { health: 'healthy', health_changed_at: since };
  return { health: 'idle', health_changed_at: new Date(idleFromMs).toISOString() };
}
