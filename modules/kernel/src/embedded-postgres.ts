import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries } from './embedded-postgres-binaries.ts';
import { findRunning, initialise, launch, type Cluster } from './embedded-postgres-cluster.ts';
import { EmbeddedPostgresError, explainFolderFailure } from './embedded-postgres-error.ts';
import { locateCluster, reachableBinaries } from './embedded-postgres-location.ts';
import { applicationUrl, ensureRoles, migrationUrl } from './embedded-postgres-roles.ts';
import { isAlive, stopPostmaster, takeOwnership } from './embedded-postgres-process.ts';

export { EmbeddedPostgresError } from './embedded-postgres-error.ts';

export type EmbeddedPostgres = {
  /** As superuser. */
  connectionString: string;
  /** As the application's role, which cannot change the audit log. */
  applicationUrl: string;
  /** As superuser, for migrations: what they make belongs to the application's role. */
  migrationUrl: string;
  /** Where the cluster lives; outside `dataDir` only for root below a closed folder. */
  location: string;
  /** Fast shutdown; waits for the end; may be called twice. */
  stop(): Promise<void>;
};

export type EmbeddedPostgresOptions = {
  dataDir: string;
  onProgress?: ((line: string) => void) | undefined;
  /** Postgres settings by name; they win over ours. */
  settings?: Record<string, string> | undefined;
};

const SETTINGS: Record<string, string> = {
  fsync: 'on',
  shared_buffers: '256MB',
  max_connections: '100',
  wal_compression: 'on',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  autovacuum_naptime: '10s',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

const WATCH_EVERY_MS = 200;

/**
 * Starts the Postgres server that came through npm on the cluster of `dataDir`, making the cluster and its
 * database `tidings` first if need be, and resolves when it accepts connections. The server runs in its own
 * session, so a Ctrl-C in the terminal does not reach it and only `stop()` ends it. A server left behind by
 * a killed process is taken over; one that dies while in use is started again at the same address. Nobody
 * else can connect: the way in is a socket in a folder of mode 0700, or, where that path is too long,
 * 127.0.0.1 with a password from a file of mode 0600.
 *
 * @throws EmbeddedPostgresError with a sentence that says what is wrong and what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const progress = options.onProgress ?? (() => {});
  const found = await findBinaries();
  const location = await locateCluster(options.dataDir);
  const release = await takeOwnership(location.base, location.dataDir);
  try {
    const binaries = await reachableBinaries(found, location.runAs);
    const cluster: Cluster = { location, binaries, settings: { ...SETTINGS, ...options.settings }, progress };
    await initialise(cluster);
    return await supervise(cluster, release);
  } catch (error) {
    await release();
    throw error instanceof EmbeddedPostgresError ? error : explainFolderFailure(location.base, error);
  }
}

async function supervise(cluster: Cluster, release: () => Promise<void>): Promise<EmbeddedPostgres> {
  let server = await launch(cluster);
  const { port, connectionString } = server;
  await ensureRoles(connectionString).catch(async (error: unknown) => {
    await stopPostmaster(server.pid);
    throw error;
  });
  const ending = new AbortController();
  const watch = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      await sleep(WATCH_EVERY_MS, undefined, { ref: false, signal: ending.signal }).catch(() => {});
      if (ending.signal.aborted || isAlive(server.pid)) continue;
      cluster.progress('Postgres ended unexpectedly; starting it again');
      try {
        server = await launch(cluster, port);
      } catch (error) {
        cluster.progress(error instanceof Error ? error.message : String(error));
        await sleep(2_000, undefined, { ref: false, signal: ending.signal }).catch(() => {});
      }
    }
  };
  const watching = watch();
  const stop = async (): Promise<void> => {
    ending.abort();
    await watching;
    if (isAlive(server.pid)) await stopPostmaster(server.pid);
    await release();
  };
  let stopped: Promise<void> | undefined;
  return {
    ...addressesOf(connectionString),
    location: cluster.location.base,
    stop: () => (stopped ??= stop()),
  };
}

function addressesOf(connectionString: string) {
  return {
    connectionString,
    applicationUrl: applicationUrl(connectionString),
    migrationUrl: migrationUrl(connectionString),
  };
}

/**
 * The server that runs on the cluster of `dataDir` now, whoever started it: for a look, not to stay. `stop()` leaves
 * it running. Undefined when none does.
 */
export async function joinEmbeddedPostgres(dataDir: string): Promise<EmbeddedPostgres | undefined> {
  const location = await locateCluster(dataDir);
  const connectionString = await findRunning(location);
  if (connectionString === undefined) return undefined;
  return { ...addressesOf(connectionString), location: location.base, stop: async () => {} };
}
