import type { Webhook } from '@tidings/endpoint/schema';
import type { Stats } from '@tidings/metrics/schema';

import { webhooks } from './webhooks.ts';

type Point = Stats['series'][number];

export const HOUR_MS = 3_600_000;
const SIZES = [240, 60, 110, 20, 12];
/** How busy each of the webhooks is that are there at first. */
const SIZE_OF = new Map(webhooks.map(({ id }, index) => [id, SIZES[index]]));
const FAILING_HOURS = 46;
const DEAD_HOURS = 30;
const QUIET: Point['duration_ms'] = { min: null, avg: null, max: null };

/** Begin of the hour that runs. */
export const thisHour = () => Math.floor(Date.now() / HOUR_MS) * HOUR_MS;

/** The same each time for the same number, and as good as random from one to the next. */
function noise(seed: number): number {
  const value = Math.sin(seed * 12.9898) * 43_758.5453;
  return value - Math.floor(value);
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

function failedOf(webhook: Webhook, total: number, { hour, age }: { hour: number; age: number }): number {
  if (webhook.status === 'disabled') return total;
  if (webhook.health === 'failing' && age < FAILING_HOURS)
    return Math.round(total * (0.12 + 0.12 * noise(hour)));
  return noise(hour * 3) > 0.97 ? Math.min(1, total) : 0;
}

/** An hour of a webhook: traffic goes up by day and down by night, and fails as the webhook does. */
function hourOf(webhook: Webhook, atMs: number): Point {
  const at = new Date(atMs).toISOString();
  const size = SIZE_OF.get(webhook.id) ?? 12;
  const hour = atMs / HOUR_MS;
  const age = (thisHour() - atMs) / HOUR_MS;
  const stands = webhook.status === 'disabled' ? age < DEAD_HOURS : webhook.health === 'idle';
  if (stands) return { at, total: 0, failed: 0, duration_ms: QUIET };
  const wave = 1 + 0.55 * Math.sin((new Date(atMs).getHours() / 24) * 2 * Math.PI - 2);
  const total = Math.round(size * (wave + 0.3 * noise(hour + size * 1_000)));
  const failed = failedOf(webhook, total, { hour, age });
  const max = failed > 2 ? 3_400 + 1_500 * noise(hour) : 180 + 240 * noise(hour * 7);
  const duration = {
    min: Math.round(38 + 20 * noise(hour)),
    avg: Math.round(80 + max / 8),
    max: Math.round(max),
  };
  return { at, total, failed, duration_ms: total === 0 ? QUIET : duration };
}

/** The latest hours of a webhook; the last one runs. */
export function hoursOf(webhook: Webhook, count: number): Point[] {
  return Array.from({ length: count }, (_, index) =>
    hourOf(webhook, thisHour() - (count - 1 - index) * HOUR_MS),
  );
}

/** What many hours come to, as a point that begins with the first of them. */
export function together(points: readonly Point[]): Point {
  const known = points.flatMap(({ duration_ms: { min, avg, max } }) =>
    min === null || avg === null || max === null ? [] : [{ min, avg, max }],
  );
  return {
    at: points[0]?.at ?? '',
    total: sum(points.map(({ total }) => total)),
    failed: sum(points.map(({ failed }) => failed)),
    duration_ms:
      known.length === 0
        ? QUIET
        : {
            min: Math.min(...known.map(({ min }) => min)),
            avg: Math.round(sum(known.map(({ avg }) => avg)) / known.length),
            max: Math.max(...known.map(({ max }) => max)),
          },
  };
}
