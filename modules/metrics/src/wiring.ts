import type { MigrationStep } from '@tidings/kernel/wiring';
import { Rollups } from './migrations/0001-rollups.ts';
import { Cohorts } from './migrations/0002-cohorts.ts';
import { Reading } from './migrations/0003-reading.ts';

export { forgetWebhook } from './forget-webhook.ts';
export { timeZoneAsked } from './hooks.ts';
export { countGivenUp, recordRollups } from './record-rollups.ts';
export { metricsRouter } from './router.ts';
export { Instruments, type Pool } from './prometheus/instruments.ts';
export { Measurement } from './prometheus/measure.ts';
export { metricsTasks } from './tasks.ts';

export const metricsMigrations: MigrationStep[] = [
  { name: 'metrics/0001-rollups', class: Rollups },
  { name: 'metrics/0002-cohorts', class: Cohorts },
  { name: 'metrics/0003-reading', class: Reading },
];
