import {
  sparklinesInput,
  statsInput,
  type Overview,
  type Sparklines,
  type Stats,
  type StatsWindow,
  type Volumes,
} from '@tidings/metrics/schema';

import { badgeName } from '../features/webhooks/badge-name.ts';
import { webhookOf } from './lookup.ts';
import { HOUR_MS, hoursOf, thisHour, together } from './traffic.ts';
import { webhooks } from './webhooks.ts';

const WEEK_HOURS = 168;
const DAY_HOURS = 24;
const MONTH_DAYS = 30;

/** Of four failed attempts one is of a delivery that has not arrived since. */
const LOST_SHARE = 0.25;
const GIVEN_UP_SHARE = 0.08;

function seriesOf(id: string, window: StatsWindow): Stats['series'] {
  const webhook = webhookOf({ id });
  if (window !== '30d') return hoursOf(webhook, window === '24h' ? DAY_HOURS : WEEK_HOURS);
  const hours = hoursOf(webhook, MONTH_DAYS * DAY_HOURS);
  return Array.from({ length: MONTH_DAYS }, (_, day) =>
    together(hours.slice(day * DAY_HOURS, (day + 1) * DAY_HOURS)),
  );
}

function totalsOf(series: Stats['series']): Stats['totals'] {
  const { total, failed, duration_ms: duration } = together(series);
  const succeeded = total - failed;
  const lost = Math.round(failed * LOST_SHARE);
  const inTime = Math.round(failed * 0.8);
  return {
    deliveries: succeeded + lost,
    succeeded,
    failed: lost,
    success_rate: succeeded + lost === 0 ? null : succeeded / (succeeded + lost),
    attempts: { total, failed, success_rate: total === 0 ? null : succeeded / total },
    exhausted: Math.round(failed * GIVEN_UP_SHARE),
    errors: [
      { error: 'http_5xx', count: inTime },
      { error: 'timeout', count: failed - inTime },
    ].filter(({ count }) => count > 0),
    duration_ms: { ...duration, p95: duration.max === null ? null : Math.round(duration.max * 0.7) },
  };
}

function overview(): Overview {
  const badges = webhooks.map(badgeName);
  const number = (name: string) => badges.filter((badge) => badge === name).length;
  const passed = new Date().getHours() + 1;
  /** The hours that began `back` hours before the latest ones. */
  const sums = (hours: number, back: number) =>
    totalsOf(webhooks.flatMap((webhook) => hoursOf(webhook, hours + back).slice(0, hours)));
  return {
    webhooks: {
      active: number('active'),
      failing: number('failing'),
      paused: number('paused'),
      inactive: number('inactive'),
    },
    delivered_today: sums(passed, 0).succeeded,
    delivered_yesterday: sums(passed, DAY_HOURS).succeeded,
    success_rate: sums(DAY_HOURS, 0).success_rate,
    success_rate_before: sums(DAY_HOURS, DAY_HOURS).success_rate,
  };
}

function sparklines(input: unknown): Sparklines {
  const { ids } = sparklinesInput.parse(input);
  return {
    from: new Date(thisHour() - (WEEK_HOURS - 1) * HOUR_MS).toISOString(),
    data: webhooks
      .filter(({ id }) => ids.includes(id))
      .map((webhook) => {
        const hours = hoursOf(webhook, WEEK_HOURS);
        const day = totalsOf(hours.slice(-DAY_HOURS));
        return {
          webhook_id: webhook.id,
          total: hours.map(({ total }) => total),
          failed: hours.map(({ failed }) => failed),
          deliveries: totalsOf(hours).deliveries,
          day_failed: day.failed,
          success_rate: day.success_rate,
        };
      })
      // As from the server: a webhook without attempts has none.
      .filter(({ total }) => total.some((attempts) => attempts > 0)),
  };
}

function volumes(): Volumes {
  return {
    data: webhooks.map((webhook) => ({
      webhook_id: webhook.id,
      deliveries: totalsOf(hoursOf(webhook, WEEK_HOURS)).deliveries,
    })),
    has_more: false,
    next_cursor: null,
  };
}

/** Numbers of the mocked webhooks: list, panel and page tell of the same traffic. */
export const metricProcedures: Record<string, (input: unknown) => unknown> = {
  'metrics.overview': overview,
  'metrics.sparklines': sparklines,
  'metrics.volumes': volumes,
  'metrics.stats': (input): Stats => {
    const { id, window } = statsInput.parse(input);
    const series = seriesOf(id, window);
    return { totals: totalsOf(series), series };
  },
};
