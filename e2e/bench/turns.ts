import { type Compared, median, type Percentiles, rounded } from './figures.ts';

/** The longer waits of one minute are not those of the next: two kinds of load are held against each other several times. */
export type Turns = { pairs: number; seconds: number };

/** Measures both in pairs. Neither is always the first, so that what one leaves behind falls on both. */
export async function inTurns(
  { pairs: count }: Turns,
  without: () => Promise<Percentiles>,
  beside: () => Promise<Percentiles>,
): Promise<Compared> {
  const pairs: { without: Percentiles; beside: Percentiles }[] = [];
  while (pairs.length < count) {
    if (pairs.length % 2 === 0) pairs.push({ without: await without(), beside: await beside() });
    else {
      const first = await beside();
      pairs.push({ without: await without(), beside: first });
    }
  }
  const middle = (waits: Percentiles[]): Percentiles => ({
    p50: rounded(median(waits.map(({ p50 }) => p50)), 1),
    p99: rounded(median(waits.map(({ p99 }) => p99)), 1),
  });
  return {
    ratio: rounded(median(pairs.map((pair) => pair.beside.p99 / pair.without.p99)), 2),
    without_ms: middle(pairs.map((pair) => pair.without)),
    with_ms: middle(pairs.map((pair) => pair.beside)),
  };
}
