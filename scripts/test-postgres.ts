import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../modules/kernel/src/embedded-postgres.ts';

/**
 * A crash may lose what tests have written. What the planner knows is what a test has asked for by ANALYZE, not what came of a
 * vacuum that happened to pass by.
 */
const SETTINGS = {
  autovacuum: 'off',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
};

/** One real Postgres for the whole run of a project of Vitest, which is gone after `stop()`. */
export async function startTestPostgres(): Promise<EmbeddedPostgres> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'tidings-test-'));
  const removeDataDir = () => rm(dataDir, { recursive: true, force: true });
  const postgres = await startEmbeddedPostgres({ dataDir, settings: SETTINGS }).catch(
    async (error: unknown) => {
      await removeDataDir();
      throw error;
    },
  );
  const stop = async () => {
    await postgres.stop();
    await rm(postgres.location, { recursive: true, force: true });
    await removeDataDir();
  };
  return { ...postgres, stop };
}
