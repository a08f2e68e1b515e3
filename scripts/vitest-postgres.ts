import { startTestPostgres } from './test-postgres.ts';

/**
 * Vitest's global setup of the unit tests: one Postgres for all of them, its address in `TEST_DATABASE_URL`. Set that
 * to use another server. Templates stay on a server, so only one of our own, which is as old as the code, has any.
 */
export default async function setup(): Promise<(() => Promise<void>) | void> {
  if (process.env['TEST_DATABASE_URL']) return;
  const postgres = await startTestPostgres();
  process.env['TEST_DATABASE_URL'] = postgres.connectionString;
  process.env['TEST_DATABASE_TEMPLATES'] = 'kept';
  return async () => {
    delete process.env['TEST_DATABASE_URL'];
    delete process.env['TEST_DATABASE_TEMPLATES'];
    await postgres.stop();
  };
}
