import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../modules/kernel/src/embedded-postgres.ts';

/**
 * Vitest's global setup: one real Postgres for the whole run, its address in `TEST_DATABASE_URL`, gone at
 * the end. A crash may lose a test database, so fsync is off. Set `TEST_DATABASE_URL` to use another server.
 */
export default async function setup(): Promise<(() => Promise<void>) | void> {
  if (process.env['TEST_DATABASE_URL']) return;
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'tidings-test-'));
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '300',
  };
  const postgres = await startEmbeddedPostgres({ dataDir, settings }).catch(async (error: unknown) => {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  });
  process.env['TEST_DATABASE_URL'] = postgres.connectionString;
  return async () => {
    delete process.env['TEST_DATABASE_URL'];
    await postgres.stop();
    await rm(postgres.location, { recursive: true, force: true });
    await rm(dataDir, { recursive: true, force: true });
  };
}
