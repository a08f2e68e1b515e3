import { deliveryMigrations } from '@tidings/delivery/wiring';
import { endpointMigrations } from '@tidings/endpoint/wiring';
import { eventMigrations } from '@tidings/event/wiring';
import { identityMigrations } from '@tidings/identity/wiring';
import type { MigrationStep } from '@tidings/kernel/wiring';
import { metricsMigrations } from '@tidings/metrics/wiring';
import { notificationMigrations } from '@tidings/notification/wiring';
import { secretMigrations } from '@tidings/secret/wiring';

/** The database's whole history, in the order in which it is run. New steps go to the end. */
export const migrationSteps: MigrationStep[] = [
  ...identityMigrations,
  ...eventMigrations,
  ...secretMigrations,
  ...endpointMigrations,
  ...deliveryMigrations,
  ...notificationMigrations,
  ...metricsMigrations,
];
