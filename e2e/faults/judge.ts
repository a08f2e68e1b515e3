import { findCorrupt } from './find-corrupt.ts';
import { findDuplicates } from './find-duplicates.ts';
import { countForbidden, findForbidden } from './find-forbidden.ts';
import { findLate } from './find-late.ts';
import { findLost } from './find-lost.ts';
import { findMiscounted } from './find-miscounted.ts';
import { countPending, findStuck } from './find-stuck.ts';
import { findUnaccounted } from './find-unaccounted.ts';
import { findUnquarantined } from './find-unquarantined.ts';
import { BACKLOG, type Evidence, type Fault, isSuccess } from './evidence.ts';
import { countHeldBack, findDisabled } from './promises.ts';
import { type Recovery, recoverySeconds } from './recovery.ts';
import type { Crash } from './supervised-process.ts';

type DoneFault = { kind: string; at: string; until: string; target?: string; detail?: string };

/** As PRODUCT.md has it, and some more: what `--json` writes. */
export type Figures = {
  seed: number;
  minutes: number;
  accepted: number;
  lost: number;
  duplicated: number;
  /** Of all deliveries of accepted events. */
  duplicate_ratio: number;
  /** The same, of those that had been answered well before the fault that explains them. */
  avoidable_duplicate_ratio: number;
  unexplained_duplicates: number;
  corrupt: number;
  unaccounted_attempts: number;
  miscounted_hours: number;
  /** Connections to an address that the installation does not allow. */
  forbidden_connections: number;
  /** Deliveries that waited for the receiver that was away, and that it got. */
  backlog: number;
  recovery_seconds: Recovery;
  /** Those that came about. */
  faults: DoneFault[];
  /** Those that were to happen at a point which no process came by. */
  missed_faults: DoneFault[];
};

export type Verdict = {
  figures: Figures;
  /** Each thing that must not be, in a line. */
  offences: string[];
  explained: Map<string, number>;
  /** Duplicates, by the receiver that got them. */
  duplicatesOf: Map<string, number>;
  /** Those that could have been recorded before the fault that explains them, by that fault. */
  avoidable: Map<string, number>;
  pending: Map<string, number>;
  /** Events for which no delivery was made, because their webhook was disabled. */
  heldBack: Map<string, number>;
};

/** What is known of a run beside the evidence. */
export type Course = {
  crashes: Crash[];
  /** Whether nothing was left to do for receivers that answer, in the time given. */
  isSettled: boolean;
  /** Each time that somebody who was signed in was taken for somebody who is not. */
  sessionLosses: string[];
};

type Run = { seed: number; minutes: number };
type Bounds = { limitsDuplicates: boolean; /** As many deliveries have to pile up. */ backlog: number };

const CRASH_SHOWN = 2_000;
/**
 * More duplicates than this, of those that had been answered in good time, are too many, however well each of them is
 * explained. The others were being answered when their sender was killed, and nobody can help those: their share says how
 * slow the receivers are and how often the run kills.
 */
const AVOIDABLE_RATIO_LIMIT = 0.001;

/** Holds what was seen against what was promised and what is written down. */
export function judge(
  gathered: Evidence,
  { crashes, isSettled, sessionLosses }: Course,
  { limitsDuplicates, backlog, ...run }: Run & Bounds,
): Verdict {
  // What did not happen explains nothing.
  const evidence = { ...gathered, faults: gathered.faults.filter(({ isMissed }) => !isMissed) };
  const lost = findLost(evidence);
  const duplicates = findDuplicates(evidence);
  const corrupt = findCorrupt(evidence);
  const unaccounted = findUnaccounted(evidence);
  const miscounted = findMiscounted(evidence);
  const stuck = findStuck(evidence);
  const ratioOf = (count: number) =>
    Math.round((count / Math.max(1, evidence.deliveries.length)) * 1e6) / 1e6;
  const piledUp = countBacklog(evidence);
  const avoidableRatio = ratioOf(duplicates.avoidable.values().reduce((sum, count) => sum + count, 0));
  const figures: Figures = {
    ...run,
    accepted: evidence.accepted.length,
    lost: lost.length,
    duplicated: duplicates.count,
    duplicate_ratio: ratioOf(duplicates.count),
    avoidable_duplicate_ratio: avoidableRatio,
    unexplained_duplicates: duplicates.unexplained.length,
    corrupt: corrupt.length,
    unaccounted_attempts: unaccounted.length,
    miscounted_hours: miscounted.length,
    forbidden_connections: countForbidden(evidence),
    backlog: piledUp,
    recovery_seconds: recoverySeconds(evidence),
    faults: evidence.faults.map(told),
    missed_faults: gathered.faults.filter(({ isMissed }) => isMissed).map(told),
  };
  const offences = [
    ...crashes.map(({ name, output }) => `${name} ended by itself: ${output.slice(-CRASH_SHOWN).trim()}`),
    ...lost.map(({ eventId, reason }) => `lost: ${eventId}: ${reason}`),
    ...duplicates.unexplained.map(({ id, reason }) => `unexplained duplicate: ${id}: ${reason}`),
    ...corrupt.map(({ id, reason }) => `corrupt: ${id}: ${reason}`),
    ...unaccounted.map(({ id, reason }) => `unaccounted: ${id}: ${reason}`),
    ...miscounted.map(({ id, reason }) => `miscounted: ${id}: ${reason}`),
    ...findLate(evidence).map(({ id, reason }) => `late: ${id}: ${reason}`),
    ...stuck.map(({ id, reason }) => `stuck: ${id}: ${reason}`),
    ...(isSettled || stuck.length > 0 ? [] : ['stuck: the queue holds what no delivery waits for']),
    ...findUnquarantined(evidence).map(({ id, reason }) => `poison: ${id}: ${reason}`),
    ...findForbidden(evidence),
    ...(piledUp < backlog ? [`backlog: ${piledUp} deliveries piled up instead of ${backlog}`] : []),
    ...findDisabled(evidence).map(({ receiver }) => `disabled: ${receiver}, which was there all the time`),
    ...sessionLosses.map((loss) => `session lost: ${loss}`),
    ...(limitsDuplicates && avoidableRatio > AVOIDABLE_RATIO_LIMIT
      ? [`too many duplicates of what had been answered: ${avoidableRatio}`]
      : []),
  ];
  return {
    figures,
    offences,
    explained: duplicates.explained,
    duplicatesOf: duplicates.byReceiver,
    avoidable: duplicates.avoidable,
    pending: countPending(evidence),
    heldBack: countHeldBack(evidence),
  };
}

/** What it got: it was away until all of them had been made, and what it never got is lost or stuck. */
function countBacklog({ arrivals }: Evidence): number {
  const got = arrivals.filter((arrival) => arrival.receiver === BACKLOG && isSuccess(arrival));
  return new Set(got.map(({ deliveryId }) => deliveryId)).size;
}

function told({ kind, atMs, untilMs, isMissed: _, ...rest }: Fault): DoneFault {
  return { kind, at: new Date(atMs).toISOString(), until: new Date(untilMs).toISOString(), ...rest };
}
