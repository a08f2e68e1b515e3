import type { Selection } from './open-replay.ts';

/** Most events that are looked at in one step. With their data they may be 256 KiB each. */
const REACH = 2_000;
const REACH_WITH_DATA = 100;
/** Each is looked up in every partition of deliveries since. */
const REACH_BY_OUTCOME = 500;

/** How many events may be looked at in one step: what keeps its memory, and its locks, short. */
export function reachOf(step: { withData: boolean; only: Selection['only'] }): number {
  if (step.withData) return REACH_WITH_DATA;
  return step.only === null ? REACH : REACH_BY_OUTCOME;
}
