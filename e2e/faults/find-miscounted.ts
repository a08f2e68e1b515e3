import type { AttemptRow, Evidence, RollupRow } from './evidence.ts';

export type Miscounted = { id: string; reason: string };

const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;
type Counts = Omit<RollupRow, 'webhookId' | 'hourMs'>;

/**
 * Hours of webhooks of which the sums are other than the attempts and deliveries that they sum up. Whatever happened
 * meanwhile: both are written in one transaction. Attempts count when they began, deliveries when they were made.
 * Attempts that were interrupted are in no sum, since nothing is known of them. Nobody retries by hand in these runs, so
 * what has failed was given up once.
 */
export function findMiscounted({ attempts, deliveries, rollups }: Evidence): Miscounted[] {
  const counted = new Map<string, Counts>();
  const countsOf = (webhookId: string, ms: number): Counts => {
    const key = hourKey(webhookId, hourOf(ms));
    const counts = counted.get(key) ?? nothing();
    counted.set(key, counts);
    return counts;
  };
  const known = Map.groupBy(
    attempts.filter(({ outcome }) => outcome !== 'interrupted'),
    ({ deliveryId }) => deliveryId,
  );
  for (const { id, webhookId, status, madeAtMs } of deliveries) {
    const made = known.get(id) ?? [];
    for (const attempt of made) addAttempt(countsOf(webhookId, attempt.startedAtMs), attempt);
    const arrival = made
      .toSorted((a, b) => a.number - b.number)
      .find(({ outcome }) => outcome === 'succeeded');
    if (arrival) countsOf(webhookId, arrival.startedAtMs).arrived[quarterOf(arrival)] += 1;
    if (made.length === 0 && status !== 'failed') continue;
    const cohort = countsOf(webhookId, madeAtMs);
    cohort.begun += made.length > 0 ? 1 : 0;
    cohort.delivered += arrival ? 1 : 0;
    cohort.exhausted += status === 'failed' ? 1 : 0;
  }
  const kept = new Map(rollups.map((row) => [hourKey(row.webhookId, row.hourMs), row]));
  return [...new Set([...counted.keys(), ...kept.keys()])].flatMap((id) => {
    const [found, summed] = [words(counted.get(id)), words(kept.get(id))];
    return found === summed ? [] : [{ id, reason: `its sums say ${summed}, its attempts ${found}` }];
  });
}

function nothing(): Counts {
  return {
    attempts: 0,
    failed: 0,
    durationSum: 0,
    arrived: [0, 0, 0, 0],
    begun: 0,
    delivered: 0,
    exhausted: 0,
  };
}

function addAttempt(counts: Counts, { outcome, durationMs }: AttemptRow): void {
  counts.attempts += 1;
  counts.failed += outcome === 'failed' ? 1 : 0;
  counts.durationSum += durationMs ?? 0;
}

/** What Postgres gives of a time may be off by a fraction of a millisecond. */
function hourOf(ms: number): number {
  return Math.floor(Math.round(ms) / HOUR_MS) * HOUR_MS;
}

function quarterOf({ startedAtMs }: AttemptRow): 0 | 1 | 2 | 3 {
  const quarter = Math.floor((Math.round(startedAtMs) - hourOf(startedAtMs)) / QUARTER_MS);
  return quarter === 0 || quarter === 1 || quarter === 2 ? quarter : 3;
}

function hourKey(webhookId: string, hourMs: number): string {
  return `${webhookId} ${new Date(hourMs).toISOString()}`;
}

function words(counts: Counts | undefined): string {
  if (!counts) return 'nothing';
  const { attempts, failed, durationSum, arrived, begun, delivered, exhausted } = counts;
  return `${attempts} attempts, ${failed} failed, in ${durationSum} ms, ${arrived.join('+')} arrived, ${begun} begun, ${delivered} delivered, ${exhausted} given up`;
}
