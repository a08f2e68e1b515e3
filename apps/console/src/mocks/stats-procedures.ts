import { statsInput, type Stats } from '@tidings/metrics/schema';

import { webhookOf } from './lookup.ts';

const HOUR_MS = 3_600_000;
const SIZES = { '24h': [24, 1], '7d': [168, 1], '30d': [30, 24] } as const;

/** Traffic as it comes and goes in a day; of a failing webhook the last stretch goes wrong. */
function pointsOf({ failing, window }: { failing: boolean; window: keyof typeof SIZES }): Stats['series'] {
  const [size, hours] = SIZES[window];
  const now = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  return Array.from({ length: size }, (_, index) => {
    const at = new Date(now - (size - 1 - index) * hours * HOUR_MS);
    const wave = hours === 1 ? 1 + Math.sin((at.getHours() / 24) * 2 * Math.PI - 2) * 0.7 : 1;
    const total = Math.round((wave * 60 + ((index * 37) % 11)) * hours);
    const failed = failing && index > size * 0.6 ? Math.round(total * (0.1 + ((index * 13) % 7) / 40)) : 0;
    const avg = Math.round(90 + wave * 25 + ((index * 29) % 17));
    const max = failed > 0 ? 1_200 + ((index * 631) % 3_700) : avg * 2 + ((index * 53) % 90);
    return { at: at.toISOString(), total, failed, duration_ms: { min: 30 + ((index * 7) % 12), avg, max } };
  });
}

function totalsOf(series: Stats['series']): Stats['totals'] {
  const sum = (pick: (point: Stats['series'][number]) => number) =>
    series.reduce((total, point) => total + pick(point), 0);
  const total = sum((point) => point.total);
  const failed = sum((point) => point.failed);
  const lost = Math.round(failed / 4);
  const durations = series.map(({ duration_ms: duration }) => duration);
  return {
    deliveries: total - failed + lost,
    succeeded: total - failed,
    failed: lost,
    success_rate: (total - failed) / (total - failed + lost),
    attempts: { total, failed, success_rate: (total - failed) / total },
    exhausted: Math.round(lost / 3),
    errors:
      failed > 0
        ? [
            { error: 'http_5xx', count: failed - Math.round(failed / 5) },
            { error: 'timeout', count: Math.round(failed / 5) },
          ]
        : [],
    duration_ms: {
      min: Math.min(...durations.map(({ min }) => min ?? 0)),
      avg: Math.round(durations.reduce((all, { avg }) => all + (avg ?? 0), 0) / durations.length),
      max: Math.max(...durations.map(({ max }) => max ?? 0)),
      p95: failed > 0 ? 2_400 : 240,
    },
  };
}

const NOTHING: Stats['totals'] = {
  deliveries: 0,
  succeeded: 0,
  failed: 0,
  success_rate: null,
  attempts: { total: 0, failed: 0, success_rate: null },
  exhausted: 0,
  errors: [],
  duration_ms: { min: null, avg: null, max: null, p95: null },
};

export const statsProcedures: Record<string, (input: unknown) => unknown> = {
  'metrics.stats': (input): Stats => {
    const { id, window } = statsInput.parse(input);
    const webhook = webhookOf({ id });
    const series = pointsOf({ failing: webhook.health === 'failing', window });
    if (webhook.status === 'active') return { totals: totalsOf(series), series };
    const empty = { min: null, avg: null, max: null };
    return {
      totals: NOTHING,
      series: series.map(({ at }) => ({ at, total: 0, failed: 0, duration_ms: empty })),
    };
  },
};
