import type { Task } from '@tidings/kernel';
import { foldHours, forgetRollups } from './fold-hours.ts';
import { forgetStrays } from './forget-webhook.ts';
import { reviewDegraded } from './review-degraded.ts';

export const metricsTasks: Task[] = [
  { name: 'metrics.fold-hours', cron: '6 * * * *', run: (ctx) => foldHours(ctx) },
  { name: 'metrics.forget-rollups', cron: '41 2 * * *', run: (ctx) => forgetRollups(ctx) },
  { name: 'metrics.forget-strays', cron: '51 2 * * *', run: forgetStrays },
  { name: 'metrics.review-degraded', cron: '* * * * *', run: reviewDegraded },
];
