import { migrate } from '../modules/kernel/src/migrate.ts';
import { migrationSteps } from '../apps/server/src/migrations.ts';
import { startTestPostgres } from './test-postgres.ts';

/**
 * Vitest's global setup of the end-to-end tests: one Postgres on which servers get databases of their own, copies of its
 * database `tidings`, which has every table and no row. Making a cluster takes a server longer than all else at its start.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const postgres = await startTestPostgres();
  try {
    await migrate(postgres.migrationUrl, migrationSteps);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  process.env['E2E_SUPERUSER_URL'] = postgres.connectionString;
  process.env['E2E_APPLICATION_URL'] = postgres.applicationUrl;
  return async () => {
    delete process.env['E2E_SUPERUSER_URL'];
    delete process.env['E2E_APPLICATION_URL'];
    await postgres.stop();
  };
}
