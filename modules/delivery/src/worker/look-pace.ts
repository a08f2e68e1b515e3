/** Looking takes at most this share of a worker's time, however many webhooks have something waiting. */
const SHARE = 1 / 20;
/**
 * A look that took longer than this allows for hung, as its database did, and says nothing of what looks cost. What no
 * news tells of, such as deliveries of a process that died, is found by looks alone and is not to wait for long.
 */
const LONGEST_REST_MS = 5_000;

/** When a worker may look again, in milliseconds from the begin of a look that took so long. */
export function mayLookAgainInMs(tookMs: number): number {
  return Math.min(tookMs / SHARE, tookMs + LONGEST_REST_MS);
}
