import { pageInput, pageOf, timeZone, typeId } from '@tidings/kernel/schema';
import { z } from 'zod';

const dayZone = timeZone
  .default('UTC')
  .meta({ description: 'Time zone in which days begin, such as `Europe/Paris`.' });

export const statsWindow = z.enum(['24h', '7d', '30d']);
export type StatsWindow = z.output<typeof statsWindow>;

export const statsInput = z.strictObject({
  id: typeId('wh'),
  window: statsWindow
    .default('24h')
    .meta({ description: 'How far back: `24h` and `7d` by the hour, `30d` by the day.' }),
  time_zone: dayZone,
});
export type StatsInput = z.output<typeof statsInput>;

const count = z.number().int();
const share = z.number().nullable().meta({ description: 'From 0 to 1; null where there was nothing.' });
const milliseconds = z.number().int().nullable();

const point = z.object({
  at: z.string().meta({ description: 'Begin of the hour, or of the day in the time zone.' }),
  total: count.meta({ description: 'Attempts.' }),
  failed: count.meta({ description: 'Attempts that failed.' }),
  duration_ms: z.object({ min: milliseconds, avg: milliseconds, max: milliseconds }),
});

export const stats = z
  .object({
    totals: z.object({
      deliveries: count.meta({ description: 'Deliveries that were made in the window and attempted.' }),
      succeeded: count.meta({ description: 'Those that have arrived, whenever they did.' }),
      failed: count.meta({ description: 'Those that have not, or not yet.' }),
      success_rate: share,
      attempts: z.object({ total: count, failed: count, success_rate: share }).meta({
        description: 'The same for attempts, retries included.',
      }),
      exhausted: count.meta({
        description: 'Those that were given up; also where a retry by hand got one through afterwards.',
      }),
      errors: z.array(z.object({ error: z.string(), count })).meta({
        description: 'Failed attempts by error class, the most frequent first.',
      }),
      duration_ms: z.object({ min: milliseconds, avg: milliseconds, max: milliseconds, p95: milliseconds }),
    }),
    series: z.array(point),
  })
  .meta({ id: 'WebhookStats' });
export type Stats = z.output<typeof stats>;

/** As many as a page of webhooks holds. */
export const SPARKLINES_LIMIT = 100;

export const sparklinesInput = z.strictObject({
  ids: z.array(typeId('wh')).max(SPARKLINES_LIMIT).meta({ description: 'The webhooks that are on screen.' }),
});
export type SparklinesInput = z.output<typeof sparklinesInput>;

/** The last seven days of webhooks, hour by hour: for drawing, so as short as can be. */
export const sparklines = z.object({
  from: z.string().meta({ description: 'Begin of the first hour; the last one is the hour that runs.' }),
  data: z.array(
    z.object({
      webhook_id: z.string(),
      total: z.array(z.number()).meta({ description: 'Attempts of each of the 168 hours.' }),
      failed: z.array(z.number()).meta({ description: 'Those that failed.' }),
      deliveries: count.meta({ description: 'Deliveries that were made in these hours and attempted.' }),
      day_failed: count.meta({
        description: 'Of the deliveries of the last 24 hours, those that have not arrived, or not yet.',
      }),
      success_rate: share.meta({ description: 'Of the deliveries of the last 24 hours, as in the stats.' }),
    }),
  ),
});
export type Sparklines = z.output<typeof sparklines>;

/** For putting webhooks into order: of each one number. */
export const volumesInput = z.strictObject({ cursor: pageInput.shape.cursor });
export type VolumesInput = z.output<typeof volumesInput>;
export const volumes = pageOf(
  z.object({
    webhook_id: z.string(),
    deliveries: count.meta({
      description: 'Deliveries that were made in the 168 hours that sparklines show, and attempted.',
    }),
  }),
);
export type Volumes = z.output<typeof volumes>;

export const overviewInput = z.strictObject({
  time_zone: timeZone
    .default('UTC')
    .meta({ description: 'Where the day begins while the account has no time zone of its own.' }),
});
export type OverviewInput = z.output<typeof overviewInput>;

export const overview = z
  .object({
    webhooks: z.object({
      active: count.meta({ description: 'Active and not failing.' }),
      failing: count,
      paused: count,
      inactive: count.meta({ description: 'Disabled by the system.' }),
    }),
    delivered_today: count.meta({
      description: 'Deliveries that arrived since the day began, whenever they were made.',
    }),
    delivered_yesterday: count.meta({
      description:
        'Those that had arrived yesterday by the same time of day; of the quarter of an hour that ran then, its share.',
    }),
    success_rate: share.meta({
      description: 'Of the deliveries that were made in the last 24 hours, from 0 to 1.',
    }),
    success_rate_before: share.meta({
      description: 'Of those that were made in the 24 hours before; what has become of them since counts.',
    }),
  })
  .meta({ id: 'AccountOverview' });
export type Overview = z.output<typeof overview>;
