import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Api } from '../support/api.ts';
import { type Postgres, startPostgres, urlOf } from '../support/postgres.ts';
import type { Role } from '../support/role-process.ts';
import { ADMIN, SERVICE_KEY } from '../support/start-server.ts';
import { noteStatusChanges } from './read-books.ts';
import { type SupervisedProcess, superviseRole } from './supervised-process.ts';
import { TcpProxy } from './tcp-proxy.ts';

/** Small enough that the harness can use them all up. */
const CONNECTIONS_MAX = 160;
const RETRY_DELAYS = '1s,1s,2s,2s,5s,5s,10s,10s,30s,60s';

/**
 * Two of role api, two of role worker and one of both on one Postgres, each behind a wire of its own. The last one
 * matters: it delivers what it accepted itself without looking into the queue.
 */
export type Installation = {
  postgres: Postgres;
  /** Those that serve REST. */
  apis: [SupervisedProcess, ...SupervisedProcess[]];
  /** Those that deliver. */
  workers: [SupervisedProcess, ...SupervisedProcess[]];
  all: SupervisedProcess[];
  /** The process that sends from this address. */
  senderOf: (address: string) => string;
  /** REST at the first process of role api. */
  api: Api;
  close: () => Promise<void>;
};

export async function startInstallation(mutation?: string): Promise<Installation> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tidings-faults-'));
  const postgres = await startPostgres({
    max_connections: String(CONNECTIONS_MAX),
    max_wal_size: '4GB',
    track_commit_timestamp: 'on',
  });
  const senders = new Map<string, string>();
  const start = async (role: Role, number: number): Promise<SupervisedProcess> => {
    const name = `${role}-${number}`;
    const address = `127.0.1.${senders.size + 1}`;
    senders.set(address, name);
    const wire = await new TcpProxy(postgres.port).listen();
    const settings = {
      DATABASE_URL: urlOf(wire.port),
      DATA_DIR: path.join(folder, 'data'),
      TIDINGS_ADMIN_EMAIL: ADMIN.email,
      TIDINGS_ADMIN_PASSWORD: ADMIN.password,
      RETRY_DELAYS,
      // Not all of loopback: at another address of it somebody listens who must never be reached.
      ALLOW_PRIVATE_NETWORKS: '127.0.0.1/32',
    };
    return superviseRole(name, role, { wire, folder, settings, address, mutation });
  };
  const both = await start('all', 1);
  const apis: Installation['apis'] = [await start('api', 1), await start('api', 2), both];
  const workers: Installation['workers'] = [await start('worker', 1), await start('worker', 2), both];
  const all = [...new Set([...apis, ...workers])];
  const close = async () => {
    await Promise.all(all.map((each) => each.close()));
    await postgres.remove();
    await rm(folder, { recursive: true, force: true });
  };
  // Nothing of it may outlive the harness.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void close().finally(() => process.exit(130)));
  try {
    await Promise.all(all.map((each) => each.untilReady()));
    await noteStatusChanges(postgres.url);
  } catch (error) {
    await close();
    throw error;
  }
  const senderOf = (address: string) => senders.get(address.replace('::ffff:', '')) ?? address;
  const api = new Api(apis[0].url, { authorization: `Bearer ${SERVICE_KEY}` });
  return { postgres, apis, workers, all, senderOf, api, close };
}
