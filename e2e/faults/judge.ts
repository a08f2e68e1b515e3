import { countPending, findLost } from './find-lost.ts';
import { findCorrupt } from './find-corrupt.ts';
import { findDuplicates } from './find-duplicates.ts';
import { findUnaccounted } from './find-unaccounted.ts';
import type { Evidence } from './evidence.ts';
import { type Recovery, recoverySeconds } from './recovery.ts';
import type { Crash } from './supervised-process.ts';

/** As PRODUCT.md has it: what `--json` writes. */
export type Figures = {
  seed: number;
  minutes: number;
  accepted: number;
  lost: number;
  duplicated: number;
  unexplained_duplicates: number;
  corrupt: number;
  unaccounted_attempts: number;
  recovery_seconds: Recovery;
  faults: { kind: string; at: string; until: string; target?: string; detail?: string }[];
};

export type Verdict = {
  figures: Figures;
  /** Each thing that must not be, in a line. */
  offences: string[];
  explained: Map<string, number>;
  pending: Map<string, number>;
};

const CRASH_SHOWN = 2_000;

/** Holds what was seen against what was promised and what is written down. */
export function judge(evidence: Evidence, crashes: Crash[], run: { seed: number; minutes: number }): Verdict {
  const lost = findLost(evidence);
  const duplicates = findDuplicates(evidence);
  const corrupt = findCorrupt(evidence);
  const unaccounted = findUnaccounted(evidence);
  const figures: Figures = {
    ...run,
    accepted: evidence.accepted.length,
    lost: lost.length,
    duplicated: duplicates.count,
    unexplained_duplicates: duplicates.unexplained.length,
    corrupt: corrupt.length,
    unaccounted_attempts: unaccounted.length,
    recovery_seconds: recoverySeconds(evidence),
    faults: evidence.faults.map(({ kind, atMs, untilMs, ...rest }) => ({
      kind,
      at: new Date(atMs).toISOString(),
      until: new Date(untilMs).toISOString(),
      ...rest,
    })),
  };
  const offences = [
    ...crashes.map(({ name, output }) => `${name} ended by itself: ${output.slice(0, CRASH_SHOWN).trim()}`),
    ...lost.map(({ eventId, reason }) => `lost: ${eventId}: ${reason}`),
    ...duplicates.unexplained.map(({ id, reason }) => `unexplained duplicate: ${id}: ${reason}`),
    ...corrupt.map(({ id, reason }) => `corrupt: ${id}: ${reason}`),
    ...unaccounted.map(({ id, reason }) => `unaccounted: ${id}: ${reason}`),
  ];
  return { figures, offences, explained: duplicates.explained, pending: countPending(evidence) };
}
