import {
  deliveryTasks,
  listenForDue,
  maintainDeliveryPartitions,
  Replayer,
  Worker,
} from '@tidings/delivery/wiring';
import { endpointEntities, endpointTasks } from '@tidings/endpoint/wiring';
import { loadCatalog } from '@tidings/event';
import { eventTasks, followCatalog, maintainEventPartitions } from '@tidings/event/wiring';
import {
  auditProtection,
  createAuth,
  ensureFirstPrincipals,
  type FirstPrincipals,
  followRevocations,
  identityEntities,
  identityTasks,
} from '@tidings/identity/wiring';
import {
  type Config,
  type Context,
  createLog,
  type Logger,
  type OpenDatabase,
  openDatabase,
  systemClock,
} from '@tidings/kernel';
import { migrate, startEmbeddedPostgres, startTasks } from '@tidings/kernel/wiring';
import { followNews } from '@tidings/live/wiring';
import { metricsTasks } from '@tidings/metrics/wiring';
import { notificationTasks, startMailSender } from '@tidings/notification/wiring';
import { keyRingOf, loadMasterKeys, resealAll, secretTasks } from '@tidings/secret/wiring';
import { againWhereAway } from './again-where-away.ts';
import { closeServer } from './close-server.ts';
import { connectModules } from './connect-modules.ts';
import { connectNews } from './connect-news.ts';
import { boundedServer } from './http/bounded-server.ts';
import { createApp, createWorkerApp } from './http/create-app.ts';
import { listen } from './listen.ts';
import { migrationSteps } from './migrations.ts';
import { assertShared, type Role } from './role.ts';
import { type Watch, watch } from './watch.ts';

const POOL_SIZE = 16;

/** Stops one part, and waits until it has. */
type Stop = () => Promise<void>;

export type Running = {
  ctx: Context;
  /** Who may sign in first; a worker has nobody to let in. */
  first: FirstPrincipals | undefined;
  /** Takes no more requests, finishes what is under way, and leaves nothing running. */
  stop: Stop;
};

/**
 * Starts the parts of Tidings that the role asks for, in the order in which they need each other.
 * @throws {ConfigError} when the role needs a database of its own and none is named.
 */
export async function start(given: Config, role: Role, onProgress: (line: string) => void): Promise<Running> {
  assertShared(role, given);
  const stops: Stop[] = [];
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
    const server = boundedServer((_request, response) =>
      response.writeHead(503, { 'retry-after': '1' }).end('Starting.'),
    );
    const log = createLog(config.LOG_LEVEL);
    const { OTEL_EXPORTER_OTLP_ENDPOINT: collector } = config;
    if (collector !== undefined) {
      // Loaded only where it is wanted: the SDK is larger than most of what it watches.
      const { startTracing } = await import('./start-tracing.ts');
      stops.push(startTracing(collector, config, log));
    }
    await listen(server, config, (error) =>
      log.error({ reason: error.message }, 'A connection was not accepted'),
    );
    stops.push(() => closeServer(server));

    const { url, migrationUrl } = config.DATABASE_URL
      ? { url: config.DATABASE_URL, migrationUrl: config.DATABASE_URL }
      : await embedded(config, onProgress, stops);
    const steps = await migrate(migrationUrl, migrationSteps).catch((error: unknown) => {
      throw config.DATABASE_URL ? unreachable(error) : error;
    });
    if (steps.length > 0) onProgress(`Database brought up to date (${steps.length} migrations)`);

    const onError = (error: NodeJS.ErrnoException) => {
      if (!isStopping) log.warn({ code: error.code, reason: error.message }, 'A database connection broke');
    };
    const open = (): OpenDatabase => {
      const entities = [...identityEntities, ...endpointEntities];
      const opened = openDatabase({ url, poolSize: POOL_SIZE, entities, onError });
      stops.push(() => opened.close());
      return opened;
    };
    const database = open();
    const process = { config, database, clock: systemClock, log };
    const actor = { type: 'system' as const, id: 'tidings', name: 'Tidings' };
    const ctx: Context = { ...process, actor, requestId: 'system', accountId: undefined };

    await againWhereAway(() => tellProtection(config, database, log));
    stops.push(await againWhereAway(() => followCatalog(process)));
    await againWhereAway(() => maintainEventPartitions(ctx));
    await againWhereAway(() => maintainDeliveryPartitions(ctx));
    // At the start already, so that a master key that was left out is missed at once.
    if (role !== 'api')
      void resealAll(ctx).catch((error: unknown) => log.error({ err: error }, 'Cannot seal secrets'));
    // Beside the API the worker has a pool of its own, so that neither can take the other's connections.
    const workDatabase = role === 'all' ? open() : database;
    const work = role === 'api' ? undefined : newWork({ ...process, database: workDatabase });
    connectModules(process, work);
    connectNews(database);
    const watched = watch(process, {
      main: database.pool,
      ...(workDatabase !== database && { work: workDatabase.pool }),
    });

    const beginWork = () => {
      if (work) stops.push(startWork(ctx, work, { url, database: workDatabase, watched }));
    };
    if (role === 'worker') {
      const app = createWorkerApp(process, () => isStopping, watched);
      beginWork();
      // It is watched while it drains.
      server.removeAllListeners('request').on('request', app);
      return { ctx, first: undefined, stop };
    }

    const auth = await createAuth(process, url);
    stops.push(() => auth.close());
    stops.push(followRevocations(url, process));
    const news = followNews(url, process);
    stops.push(news.stop);
    const first = await againWhereAway(() => ensureFirstPrincipals(auth, process));
    const app = createApp(auth, process, watched);
    // Nothing can fail any more: a start that fails has claimed nothing.
    beginWork();
    server.removeAllListeners('request').on('request', app);
    // Requests end before the parts that serve them, and streams first: they would never end by themselves.
    stops.push(() => {
      news.close();
      return closeServer(server);
    });
    return { ctx, first, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Work = { worker: Worker; replayer: Replayer };

function newWork(parts: ConstructorParameters<typeof Worker>[0]): Work {
  const worker = new Worker(parts);
  return { worker, replayer: new Replayer(parts, worker) };
}

/**
 * What the role `worker` is for: deliveries and periodic tasks.
 * @returns what ends it: nothing more is claimed, and what is under way is finished and recorded.
 */
function startWork(
  ctx: Context,
  { worker, replayer }: Work,
  { url, database, watched }: { url: string; database: OpenDatabase; watched: Watch },
): Stop {
  const stopListening = listenForDue(url, ctx.log, (lanes) => {
    replayer.giveWay();
    worker.wake(lanes);
  });
  const stopTasks = startTasks(database, ctx, [
    ...eventTasks,
    ...endpointTasks,
    ...deliveryTasks,
    ...metricsTasks,
    ...secretTasks,
    ...identityTasks,
    ...notificationTasks,
  ]);
  const stopMail = startMailSender({
    config: ctx.config,
    database,
    log: ctx.log,
    vault: keyRingOf(ctx.config),
    tell: (outcome) => watched.instruments.mailed(outcome),
  });
  worker.start();
  replayer.start();
  return async () => {
    const ended = await Promise.allSettled([
      stopListening(),
      replayer.stop(),
      worker.stop(),
      stopTasks(),
      stopMail(),
    ]);
    for (const each of ended) if (each.status === 'rejected') throw each.reason;
  };
}

/** An AggregateError, as Node gives for a name with several addresses, has no message of its own. */
function unreachable(error: unknown): Error {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const reason = first instanceof Error ? first.message : String(first);
  return new Error(`DATABASE_URL: the database cannot be used: ${reason}`, { cause: error });
}

/** Where an operator brought the database, who may change the audit log's past is theirs to decide. */
async function tellProtection(config: Config, database: OpenDatabase, log: Logger): Promise<void> {
  if (config.mode !== 'production') return;
  const { kind, role } = await auditProtection(database);
  if (kind === 'role') return;
  log.warn(
    { role, protection: kind },
    'The role of DATABASE_URL could change the audit log; the docs, under "Audit log", show how to give the log to a role of its own',
  );
}

/** Migrations run as its superuser; all else as a role that cannot change the audit log. */
async function embedded(config: Config, onProgress: (line: string) => void, stops: Stop[]) {
  const postgres = await startEmbeddedPostgres({ dataDir: config.DATA_DIR, onProgress });
  stops.push(() => postgres.stop());
  return { url: postgres.applicationUrl, migrationUrl: postgres.migrationUrl };
}
