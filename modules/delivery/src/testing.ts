import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createWebhook, deleteWebhook, updateWebhook } from '@tidings/endpoint';
import {
  endpointChanged,
  endpointDeleted,
  endpointEntities,
  endpointMigrations,
} from '@tidings/endpoint/wiring';
import { catalogOf, loadCatalog, publish, publishBatch } from '@tidings/event';
import { eventMigrations, eventsAccepted, maintainEventPartitions } from '@tidings/event/wiring';
import {
  type Context,
  createCallerFactory,
  createLog,
  newId,
  type Database,
  type OpenDatabase,
  openDatabase,
  readConfig,
  statement,
  systemClock,
} from '@tidings/kernel';
import { createTestDatabase } from '@tidings/kernel/testing';
import { secretMigrations } from '@tidings/secret/wiring';
import { claim, type Claimed, claimGated } from './queue/claim.ts';
import type { Outcome } from './sending/send.ts';
import {
  cancelDeliveries,
  deliveryMigrations,
  deliveryRouter,
  fanOut,
  followEndpoint,
  maintainDeliveryPartitions,
  Worker,
} from './wiring.ts';

const callerOf = createCallerFactory(deliveryRouter);

/** Where webhooks point whose deliveries are made, claimed and recorded, but never sent. */
export const NOWHERE = 'http://127.0.0.1:65535/hooks';

const COUNT_QUEUED = statement<{ count: number }>(
  '',
  `SELECT count(*) AS count
   FROM delivery.queue
   WHERE $1::text IS NULL OR endpoint_id = $1`,
);
const MAKE_DUE = statement<never>(
  '',
  `UPDATE delivery.queue
   SET due_at = now() - interval '1 second',
       lease_until = CASE WHEN lease_until IS NOT NULL THEN now() - interval '1 second' END
   WHERE delivery_id = $1`,
);
const BEGIN_WORKER = statement<{ id: number }>('', 'INSERT INTO delivery.worker DEFAULT VALUES RETURNING id');
const LANES = statement<{ endpoint_id: string }>('', 'SELECT DISTINCT endpoint_id FROM delivery.queue');

/** A listener on loopback, and what has arrived at it. */
export type Receiver = {
  url: string;
  port: number;
  connections: number;
  requests: { headers: IncomingMessage['headers']; rawHeaders: string[]; body: string }[];
  close: () => Promise<void>;
};

async function listen(
  server: Server,
  sockets: Set<Socket>,
  requests: Receiver['requests'],
): Promise<Receiver> {
  const receiver = { url: '', port: 0, connections: 0, requests, close: async () => undefined as void };
  server.on('connection', (socket) => {
    receiver.connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined); // the sender may break off whenever it likes
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  receiver.port = (server.address() as AddressInfo).port; // an address of TCP: it listens on a port
  receiver.url = `http://127.0.0.1:${receiver.port}/hooks`;
  receiver.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return receiver;
}

export type Answer = (response: ServerResponse, request: IncomingMessage, body: string) => void;

/** A receiver that answers as told, once it has read the request. */
export function receive(answer: Answer = (response) => response.end('ok')): Promise<Receiver> {
  const requests: Receiver['requests'] = [];
  const server = createHttpServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      requests.push({ headers: request.headers, rawHeaders: request.rawHeaders, body });
      answer(response, request, body);
    });
  });
  server.keepAliveTimeout = 60_000;
  return listen(server, new Set(), requests);
}

/** A receiver that speaks no HTTP of its own: it is given the socket when the first bytes have arrived. */
export function receiveRaw(answer: (socket: Socket) => void): Promise<Receiver> {
  const server = createServer((socket) => socket.once('data', () => answer(socket)));
  return listen(server, new Set(), []);
}

/** Deliveries on a database of their own, put together as apps/server does. Once per test file: hooks last. */
export async function installation(environment: Record<string, string> = {}) {
  const config = readConfig(
    {
      ALLOW_PRIVATE_NETWORKS: '127.0.0.0/8',
      RETRY_DELAYS: '1m,5m',
      TIDINGS_MASTER_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
      ...environment,
    },
    'production',
  );
  await loadCatalog(config);
  const { url, database, drop } = await createTestDatabase({
    steps: [...eventMigrations, ...secretMigrations, ...endpointMigrations, ...deliveryMigrations],
    entities: endpointEntities,
  });
  const process = { config, database, clock: systemClock, log: createLog('silent') };
  const contextOf = (accountId: string): Context => ({
    ...process,
    accountId,
    actor: { type: 'service', id: 'key_test', name: 'Billing' },
    requestId: 'test',
  });
  await maintainEventPartitions(contextOf('acct_none'));
  await maintainDeliveryPartitions(contextOf('acct_none'));

  const workers = new Set<Worker>();
  eventsAccepted.connect((tx, events, most) => {
    const [worker] = workers;
    return fanOut({ ...process, worker }, tx, events, most);
  });
  endpointDeleted.connect((tx, id) => cancelDeliveries(process, tx, id));
  endpointChanged.connect(followEndpoint);

  const others = new Set<OpenDatabase>();
  const elsewhere = new Set<Worker>();
  const stopWorkers = async () => {
    await Promise.all([...workers, ...elsewhere].map((worker) => worker.stop()));
    workers.clear();
    elsewhere.clear();
  };
  /** A second process, as far as the database is concerned: connections of its own. */
  const otherProcess = () => {
    const other = openDatabase({
      url,
      poolSize: 5,
      entities: endpointEntities,
      onError: (error) => {
        throw error;
      },
    });
    others.add(other);
    return { ...process, database: other };
  };
  const beginWorker = async () => {
    const [worker] = await database.query(BEGIN_WORKER);
    if (!worker) throw new Error('An INSERT answers what it inserted.');
    return worker.id;
  };
  return {
    url,
    config,
    database,
    process,
    stopWorkers,
    /** A worker that is told when something falls due by publishing or by `makeDue`. */
    work: (parts: { database?: Database } = {}) => {
      const worker = new Worker({ ...process, ...parts });
      workers.add(worker);
      worker.start();
      return worker;
    },
    otherProcess,
    /** A worker of another process: it finds what is due by looking, and nothing is handed over to it. */
    workElsewhere: (settings: { DELIVERY_CONCURRENCY?: number } = {}) => {
      const parts = otherProcess();
      const worker = new Worker({ ...parts, config: { ...parts.config, ...settings } });
      elsewhere.add(worker);
      worker.start();
      return worker;
    },
    beginWorker,
    /** Claims what is due in every lane, by a worker that does nothing more. */
    claim: async (limit = 100): Promise<Claimed[]> => {
      const workerId = await beginWorker();
      const claimed: Claimed[] = [];
      for (const { endpoint_id: endpointId } of await database.query(LANES)) {
        // One of the two finds nothing: a lane has a gate or has none.
        claimed.push(...(await claim(database, workerId, [{ endpointId, room: limit - claimed.length }])));
        claimed.push(...(await claimGated(database, workerId, { endpointId, room: limit - claimed.length })));
      }
      return claimed;
    },
    /** Lets the time until a delivery's next attempt, or until the end of its lease, go by. */
    makeDue: async (id: string) => {
      await database.query(MAKE_DUE, [id]);
      for (const worker of workers) worker.wake();
    },
    /** How many deliveries have a place in the queue, of one webhook or of all. */
    queued: async (webhookId?: string) => (await database.query(COUNT_QUEUED, [webhookId]))[0]?.count,
    close: async () => {
      await stopWorkers();
      for (const other of others) await other.close();
      await drop();
    },
    /** An account that nobody else has used. */
    account: () => {
      const ctx = contextOf(newId('acct'));
      const { deliveries } = callerOf({ ...ctx, signedIn: true });
      const latest = async (webhookId: string) => {
        const [newest] = (await deliveries.list({ id: webhookId, limit: 1 })).data;
        if (!newest) throw new Error('Nothing was published to this webhook.');
        return newest;
      };
      return {
        ctx,
        deliveries,
        latest,
        hook: (url: string, input: Partial<Parameters<typeof createWebhook>[1]> = {}) =>
          createWebhook(ctx, {
            url,
            events: ['*'],
            filter: {},
            description: '',
            payload_style: 'snapshot',
            retry: {},
            timeout_seconds: 5,
            headers: {},
            signature_scheme: 'standard',
            ...input,
          }),
        setStatus: (id: string, status: 'active' | 'paused') => updateWebhook(ctx, { id, status }),
        remove: (id: string) => deleteWebhook(ctx, { id }),
        publish: (type = 'tag.created') => {
          const data = catalogOf(ctx).get(type)?.versions[0]?.example ?? {};
          return publish(ctx, { type, data });
        },
        /** Many events in one request. */
        publishMany: (count: number, type = 'tag.created') => {
          const data = catalogOf(ctx).get(type)?.versions[0]?.example ?? {};
          return publishBatch(ctx, { events: Array.from({ length: count }, () => ({ type, data })) });
        },
      };
    },
  };
}

export const SUCCESS: Outcome = {
  statusCode: 200,
  error: null,
  errorDetail: null,
  response: { headers: {}, body: 'ok', truncated: false },
  timings: { dns: null, connect: 1, tls: null, first_byte: 2, total: 3 },
  durationMs: 3,
};
export const FAILURE: Outcome = {
  ...SUCCESS,
  statusCode: 500,
  error: 'http_5xx',
  errorDetail: 'The endpoint answered 500.',
};

/** What a worker hands in for a delivery that it claimed. */
export function finished(claimed: Claimed, outcome: Outcome, retryAfterMs: number | null = null) {
  return {
    claimed,
    url: 'http://127.0.0.1/hooks',
    requestHeaders: { 'content-type': 'application/json' },
    startedAt: new Date(),
    waitedMs: null,
    outcome,
    retryAfterMs,
  };
}
