import { loadCatalog } from '@tidings/event';
import { eventsAccepted } from '@tidings/event/wiring';
import type { Auth } from '@tidings/identity';
import {
  createLog,
  type Database,
  readConfig,
  settle,
  type Sql,
  type Statement,
  systemClock,
} from '@tidings/kernel';
import { createServer } from 'node:http';
import { createApp } from './http/create-app.ts';
import { listen } from './listen.ts';

/*
 * The yardstick of `npm run bench`: the same HTTP server, the same REST adapter, the same checks and the same
 * batching, in front of a database that answers at once and keeps nothing. What is left of the publish rate
 * beside this one is what storing costs. Never part of a running system.
 */

/** The rows that let one service key act for any account. */
const ROWS: Record<string, unknown[]> = {
  'identity.find-key': [
    { id: 'key_bench', kind: 'service', name: 'Bench', account_id: null, expires_in_ms: null },
  ],
  'identity.find-account': [{ id: 'acct_bench', deliveries_per_minute: null, webhooks_max: null }],
};

const nothing: Sql = {
  query: async <Row>(statement: Statement<Row>) => (ROWS[statement.name] ?? []) as Row[], // rows of the names above
};
const database: Database = {
  ...nothing,
  transaction: async (work) => {
    const tx = { ...nothing };
    const settled = settle(tx);
    const result = await work(tx);
    settled('committed');
    return result;
  },
  session: (work) => work(nothing),
  unitOfWork: () => Promise.reject(new Error('The yardstick publishes; it configures nothing.')),
};
const auth: Auth = {
  handler: async (_request, response) => void response.writeHead(404).end(),
  origins: new Set(),
  findSession: async () => undefined,
  hashPassword: () => Promise.reject(new Error('The yardstick has no people.')),
  verifyPassword: async () => false,
  close: async () => undefined,
};

const config = readConfig(process.env, 'dev');
await loadCatalog(config);
const ignore = () => undefined;
eventsAccepted.connect(async () => ({ counts: new Map(), committed: ignore, rolledBack: ignore }));
const app = createApp(auth, { config, database, clock: systemClock, log: createLog('warn') });
await listen(createServer(app), config, console.error);
