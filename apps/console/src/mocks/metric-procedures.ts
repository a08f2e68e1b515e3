import { statsInput, type Overview, type Sparklines, type Stats } from '@tidings/metrics/schema';

import { badgeName } from '../features/webhooks/badge-name.ts';
import { webhookOf } from './lookup.ts';
import { webhooks } from './webhooks.ts';

const HOURS = 168;
const HOUR_MS = 3_600_000;

/** The same each time for the same arguments, and as good as random from one to the next. */
function noise(seed: number): number {
  const value = Math.sin(seed * 12.9898) * 43_758.5453;
  return value - Math.floor(value);
}

const firstHour = () => Math.floor(Date.now() / HOUR_MS) * HOUR_MS - (HOURS - 1) * HOUR_MS;

/** Seven days that go up by day and down by night, and fail as the webhook does. */
function weekOf(id: string): { total: number[]; failed: number[] } {
  const index = webhooks.findIndex((webhook) => webhook.id === id);
  const webhook = webhooks[index];
  if (!webhook || webhook.health === 'idle') return { total: [], failed: [] };
  const size = [240, 60, 110, 20, 12][index] ?? 30;
  const total = Array.from({ length: HOURS }, (_, hour) =>
    Math.round(size * (1 + 0.55 * Math.sin((hour / 24) * 2 * Math.PI) + 0.3 * noise(hour + index * 1_000))),
  );
  const failed = total.map((count, hour) => {
    if (webhook.status === 'disabled') return count;
    if (webhook.health === 'failing' && hour > 122) return Math.round(count * (0.12 + 0.12 * noise(hour)));
    return noise(hour * 3 + index) > 0.97 ? 1 : 0;
  });
  return { total, failed };
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

function overview(): Overview {
  const badges = webhooks.map(badgeName);
  const number = (name: string) => badges.filter((badge) => badge === name).length;
  return {
    webhooks: {
      active: number('active'),
      failing: number('failing'),
      paused: number('paused'),
      inactive: number('inactive'),
    },
    delivered_today: 12_345,
    success_rate: 0.972,
  };
}

function sparklines(): Sparklines {
  return {
    from: new Date(firstHour()).toISOString(),
    data: webhooks
      .map((webhook) => ({ webhook_id: webhook.id, ...weekOf(webhook.id) }))
      .filter(({ total }) => total.length > 0),
  };
}

function stats(input: unknown): Stats {
  const { id } = statsInput.parse(webhookOf(input));
  const { total, failed } = weekOf(id);
  const from = firstHour();
  const series = Array.from({ length: HOURS }, (_, hour) => {
    const count = total[hour] ?? 0;
    const slow = (failed[hour] ?? 0) > 2 ? 3_400 + 1_500 * noise(hour) : 180 + 240 * noise(hour * 7);
    const duration =
      count === 0
        ? { min: null, avg: null, max: null }
        : { min: Math.round(38 + 20 * noise(hour)), avg: Math.round(80 + slow / 8), max: Math.round(slow) };
    return {
      at: new Date(from + hour * HOUR_MS).toISOString(),
      total: count,
      failed: failed[hour] ?? 0,
      duration_ms: duration,
    };
  });
  const attempts = { total: sum(total), failed: sum(failed) };
  const known = series.flatMap(({ duration_ms: each }) => (each.max === null ? [] : [each]));
  const rate = attempts.total === 0 ? null : 1 - attempts.failed / attempts.total;
  return {
    totals: {
      deliveries: attempts.total,
      succeeded: attempts.total - attempts.failed,
      failed: attempts.failed,
      success_rate: rate,
      attempts: { ...attempts, success_rate: rate },
      exhausted: 0,
      errors: attempts.failed > 0 ? [{ error: 'http_5xx', count: attempts.failed }] : [],
      duration_ms:
        known.length === 0
          ? { min: null, avg: null, max: null, p95: null }
          : {
              min: Math.min(...known.map(({ min }) => min ?? 0)),
              avg: Math.round(sum(known.map(({ avg }) => avg ?? 0)) / known.length),
              max: Math.max(...known.map(({ max }) => max ?? 0)),
              p95: 420,
            },
    },
    series,
  };
}

export const metricProcedures: Record<string, (input: unknown) => unknown> = {
  'metrics.overview': overview,
  'metrics.sparklines': sparklines,
  'metrics.stats': stats,
};
