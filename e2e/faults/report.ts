import { writeFile } from 'node:fs/promises';
import type { Verdict } from './judge.ts';
import { type Recovery, undisturbedRecoverySeconds } from './recovery.ts';
import type { Outcome } from './run-faults.ts';

/** Of each kind. */
const OFFENCES_SHOWN = 10;

/** What a person reads at the end: the figures, what explains them, and what must not be. */
export function printVerdict(
  { figures, offences, explained, duplicatesOf, avoidable, pending, heldBack }: Verdict,
  outcome: Outcome,
): void {
  const { recovery_seconds: recovery, faults, missed_faults: missed, ...counts } = figures;
  const undisturbed = undisturbedRecoverySeconds(outcome.evidence);
  const rows: [string, string][] = [
    ...Object.entries(counts).map(([name, value]): [string, string] => [name, String(value)]),
    ['recovery_seconds', quantiles(recovery)],
    ['… with Postgres there', quantiles(undisturbed)],
    ['faults done', String(faults.length)],
    ['faults missed', `${missed.length}, at points that no process came by`],
    ['led astray', list(new Map(outcome.evidence.canaries.map(({ way, tries }) => [way, tries])))],
    ['arrivals', String(outcome.evidence.arrivals.length)],
    ['refusals', list(outcome.refusals)],
    ['duplicates explained', list(explained)],
    ['duplicates at', list(duplicatesOf)],
    ['avoidable, before', list(avoidable)],
    ['still waiting', list(namesOf(pending, outcome))],
    ['not made: disabled', list(namesOf(heldBack, outcome))],
    ['settled', outcome.course.isSettled ? 'yes' : 'no, not in the time given'],
    ['crashes', String(outcome.course.crashes.length)],
    ['session asked for', `${outcome.sessionAnswers} times`],
    ['refused starts', String(outcome.refusedStarts)],
  ];
  console.log();
  for (const [name, value] of rows) console.log(`${name.padEnd(24)} ${value}`);
  if (offences.length > 0) console.log();
  for (const [kind, alike] of Map.groupBy(offences, (offence) => offence.split(':', 1)[0] ?? '')) {
    for (const offence of alike.slice(0, OFFENCES_SHOWN)) console.log(offence);
    if (alike.length > OFFENCES_SHOWN) console.log(`… and ${alike.length - OFFENCES_SHOWN} more: ${kind}`);
  }
  console.log(
    offences.length === 0 ? '\nNothing that was accepted is lost.' : `\n${offences.length} offences.`,
  );
}

export async function writeFigures(file: string, { figures }: Verdict): Promise<void> {
  await writeFile(file, `${JSON.stringify(figures, undefined, 2)}\n`);
}

function quantiles({ p50, p99, max }: Recovery): string {
  return `p50 ${p50}, p99 ${p99}, max ${max}`;
}

function list(counts: Map<string | number, number>): string {
  return [...counts].map(([name, count]) => `${name}: ${count}`).join(', ') || 'none';
}

function namesOf(counts: Map<string, number>, { evidence }: Outcome): Map<string, number> {
  const names = new Map(evidence.webhooks.map(({ id, receiver }) => [id, receiver]));
  return new Map([...counts].map(([id, count]) => [names.get(id) ?? id, count]));
}
