import type { Evidence, RollupRow } from './evidence.ts';

export type Miscounted = { id: string; reason: string };

const HOUR_MS = 3_600_000;
type Counts = Pick<RollupRow, 'attempts' | 'failed' | 'begun' | 'delivered'>;

/**
 * Hours of webhooks of which the sums are other than the attempts that they sum up. Whatever happened meanwhile: both are
 * written in one transaction. Attempts that were interrupted are in no sum, since nothing is known of them.
 */
export function findMiscounted({ attempts, deliveries, rollups }: Evidence): Miscounted[] {
  const webhookOf = new Map(deliveries.map(({ id, webhookId }) => [id, webhookId]));
  const counted = new Map<string, Counts>();
  const known = attempts.filter(({ outcome }) => outcome !== 'interrupted');
  for (const rows of Map.groupBy(known, ({ deliveryId }) => deliveryId).values()) {
    const first = Math.min(...rows.map(({ number }) => number));
    for (const { deliveryId, number, outcome, startedAtMs } of rows) {
      const hourMs = Math.floor(Math.round(startedAtMs) / HOUR_MS) * HOUR_MS;
      const key = hourKey(webhookOf.get(deliveryId) ?? '', hourMs);
      const counts = counted.get(key) ?? { attempts: 0, failed: 0, begun: 0, delivered: 0 };
      counts.attempts += 1;
      counts.failed += outcome === 'failed' ? 1 : 0;
      counts.begun += number === first ? 1 : 0;
      counts.delivered += outcome === 'succeeded' ? 1 : 0;
      counted.set(key, counts);
    }
  }
  const kept = new Map(rollups.map((row) => [hourKey(row.webhookId, row.hourMs), row]));
  return [...new Set([...counted.keys(), ...kept.keys()])].flatMap((id) => {
    const [found, summed] = [words(counted.get(id)), words(kept.get(id))];
    return found === summed ? [] : [{ id, reason: `its sums say ${summed}, its attempts ${found}` }];
  });
}

function hourKey(webhookId: string, hourMs: number): string {
  return `${webhookId} ${new Date(hourMs).toISOString()}`;
}

function words(counts: Counts | undefined): string {
  if (!counts) return 'nothing';
  const { attempts, failed, begun, delivered } = counts;
  return `${attempts} attempts, ${failed} failed, ${begun} begun, ${delivered} delivered`;
}
