import type { Attempt, Timings } from '@tidings/delivery/schema';

export interface Phase {
  name: 'DNS' | 'Connect' | 'TLS' | 'Waiting' | 'Reading';
  /** Null where the phase did not happen. */
  ms: number | null;
  /** Where the bar starts and how long it is, as fractions of the whole. */
  start: number;
  share: number;
  /** The phase in which the attempt failed, or that took critically long. */
  critical: boolean;
}

/** From here on a response time is critical, wherever the console shows one. */
const CRITICAL_MS = 3_000;

// These end the exchange in the phase that is under way; an HTTP error is an answer, whatever its code.
const CUT_SHORT = new Set([
  'dns',
  'refused',
  'unreachable',
  'tls',
  'timeout',
  'reset',
  'protocol',
  'interrupted',
]);

/** Whether anything is known of where the time went: nothing is of an attempt that nobody saw end. */
export function isTimed({ timings }: Pick<Attempt, 'timings'>): boolean {
  return Object.values(timings).some((ms) => ms !== null);
}

function durations(timings: Timings): [Phase['name'], number | null][] {
  const opening = (timings.dns ?? 0) + (timings.connect ?? 0) + (timings.tls ?? 0);
  const { first_byte: firstByte, total } = timings;
  const opened = [timings.dns, timings.connect, timings.tls].every((phase) => phase === null);
  // Without a first byte, what is left of the total was waiting only if the connection had opened.
  const waitingUntil = firstByte ?? (timings.connect !== null || opened ? total : null);
  return [
    ['DNS', timings.dns],
    ['Connect', timings.connect],
    ['TLS', timings.tls],
    ['Waiting', waitingUntil === null ? null : Math.max(0, waitingUntil - opening)],
    ['Reading', firstByte === null || total === null ? null : Math.max(0, total - firstByte)],
  ];
}

/** Where the time of an attempt went. `dns`, `connect` and `tls` are spans; `first_byte` and `total` count from the start. */
export function phasesOf(attempt: Pick<Attempt, 'timings' | 'error'>): Phase[] {
  const phases = durations(attempt.timings);
  const sum = phases.reduce((until, [, ms]) => until + (ms ?? 0), 0) || 1;
  const lastReached = phases.findLast(([, ms]) => ms !== null)?.[0];
  const cutShort = attempt.error !== null && CUT_SHORT.has(attempt.error);
  let start = 0;
  return phases.map(([name, ms]) => {
    const phase: Phase = {
      name,
      ms,
      start: start / sum,
      share: (ms ?? 0) / sum,
      critical: ms !== null && ((cutShort && name === lastReached) || ms >= CRITICAL_MS),
    };
    start += ms ?? 0;
    return phase;
  });
}

/** Why a phase has no time: the connection stood already, was not encrypted, or never got that far. */
export function whyAbsent(
  name: Phase['name'],
  { timings, request }: Pick<Attempt, 'timings'> & { request: Pick<Attempt['request'], 'url'> },
): string {
  const answered = timings.first_byte !== null;
  if (name === 'Waiting' || name === 'Reading') return 'not reached';
  if (timings.connect === null) return answered ? 'connection reused' : 'not reached';
  // The connection was opened in this attempt, so what comes before it was not missing but needless.
  if (name === 'TLS' && request.url.startsWith('http:')) return 'not encrypted';
  return name === 'TLS' && !answered ? 'not reached' : 'not needed';
}
