import { createServer, type Server } from 'node:http';
import { deliveryTasks, listenForDue, maintainDeliveryPartitions, Worker } from '@tidings/delivery/wiring';
import { endpointEntities } from '@tidings/endpoint/wiring';
import { loadCatalog } from '@tidings/event';
import { eventTasks, maintainEventPartitions } from '@tidings/event/wiring';
import {
  createAuth,
  ensureFirstPrincipals,
  type FirstPrincipals,
  identityEntities,
} from '@tidings/identity/wiring';
import { type Config, type Context, createLog, openDatabase, systemClock } from '@tidings/kernel';
import { migrate, startEmbeddedPostgres, startTasks } from '@tidings/kernel/wiring';
import { loadMasterKeys } from '@tidings/secret/wiring';
import { connectModules } from './connect-modules.ts';
import { answerClientErrors } from './http/client-error.ts';
import { createApp } from './http/create-app.ts';
import { listen } from './listen.ts';
import { migrationSteps } from './migrations.ts';

const POOL_SIZE = 16;

export type Running = {
  ctx: Context;
  first: FirstPrincipals;
  /** Takes no more requests, finishes what is under way, and leaves nothing running. */
  stop: () => Promise<void>;
};

/** Starts every part of Tidings in this process, in the order in which they need each other. */
export async function start(given: Config, onProgress: (line: string) => void): Promise<Running> {
  const stops: (() => Promise<void>)[] = [];
  let isStopping = false;
  const stop = async () => {
    isStopping = true;
    const failures: unknown[] = [];
    // Each part is stopped whatever became of the others; Postgres comes last.
    for (const each of stops.splice(0).toReversed())
      await each().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };
  try {
    const config = await loadMasterKeys(given);
    await loadCatalog(config);
    const server = createServer((_request, response) =>
      response.writeHead(503, { 'retry-after': '1' }).end('Starting.'),
    );
    const log = createLog(config.LOG_LEVEL);
    answerClientErrors(server);
    await listen(server, config, (error) =>
      log.error({ reason: error.message }, 'A connection was not accepted'),
    );
    stops.push(() => closeServer(server));

    const url = config.DATABASE_URL ?? (await embedded(config, onProgress, stops));
    const steps = await migrate(url, migrationSteps).catch((error: unknown) => {
      throw config.DATABASE_URL ? unreachable(error) : error;
    });
    if (steps.length > 0) onProgress(`Database brought up to date (${steps.length} migrations)`);

    const onError = (error: NodeJS.ErrnoException) => {
      if (!isStopping) log.warn({ code: error.code, reason: error.message }, 'A database connection broke');
    };
    const open = { url, poolSize: POOL_SIZE, entities: [...identityEntities, ...endpointEntities], onError };
    const database = openDatabase(open);
    // The worker has a pool of its own, so that neither publishers nor deliveries can take the other's connections.
    const workerDatabase = openDatabase(open);
    stops.push(
      () => database.close(),
      () => workerDatabase.close(),
    );
    const process = { config, database, clock: systemClock, log };
    const actor = { type: 'system' as const, id: 'tidings', name: 'Tidings' };
    const ctx: Context = { ...process, actor, requestId: 'system', accountId: undefined };

    await maintainEventPartitions(ctx);
    await maintainDeliveryPartitions(ctx);
    const auth = await createAuth(config, url);
    stops.push(() => auth.close());
    const first = await ensureFirstPrincipals(auth, process);

    connectModules(config);
    const worker = new Worker({ ...process, database: workerDatabase });
    const stopListening = listenForDue(url, log, () => worker.wake());
    const stopTasks = startTasks(workerDatabase, ctx, [...eventTasks, ...deliveryTasks]);
    worker.start();
    stops.push(stopTasks, () => worker.stop(), stopListening);

    const app = createApp(auth, process);
    server.removeAllListeners('request').on('request', app);
    // Requests end before the parts that serve them.
    stops.push(() => closeServer(server));
    return { ctx, first, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** An AggregateError, as Node gives for a name with several addresses, has no message of its own. */
function unreachable(error: unknown): Error {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const reason = first instanceof Error ? first.message : String(first);
  return new Error(`DATABASE_URL: the database cannot be used: ${reason}`, { cause: error });
}

async function embedded(
  config: Config,
  onProgress: (line: string) => void,
  stops: (() => Promise<void>)[],
): Promise<string> {
  const postgres = await startEmbeddedPostgres({ dataDir: config.DATA_DIR, onProgress });
  stops.push(() => postgres.stop());
  return postgres.connectionString;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) return resolve();
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
