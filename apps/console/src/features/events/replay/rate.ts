import { count } from '../../../format/number.ts';
import { spanWords } from '../../../format/duration.ts';

/** How many deliveries were done at a moment. */
export interface Sample {
  atMs: number;
  done: number;
}

/** What happened longer ago says nothing of now. */
const LOOKS_BACK_MS = 15_000;
/** Over less, a rate jumps about. */
const SHORTEST_MS = 2_000;

/** The samples with one more; those that are too old to count are left out. */
export function withSample(samples: readonly Sample[], sample: Sample): Sample[] {
  return [...samples.filter(({ atMs }) => sample.atMs - atMs <= LOOKS_BACK_MS), sample];
}

/** Deliveries a second over the last 15 s; null until that can be told. */
export function rateOf(samples: readonly Sample[]): number | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || last.atMs - first.atMs < SHORTEST_MS) return null;
  return (Math.max(0, last.done - first.done) * 1000) / (last.atMs - first.atMs);
}

/** "412 a second, about 3 min left"; null while nothing can be said. */
export function rateWords(rate: number | null, left: number): string | null {
  if (rate === null) return null;
  if (rate === 0) return 'None in the last seconds';
  const pace = `${rate < 10 ? Math.max(0.1, Math.round(rate * 10) / 10) : count(Math.round(rate))} a second`;
  return left === 0 ? pace : `${pace}, about ${spanWords(Math.max(1, left / rate))} left`;
}
