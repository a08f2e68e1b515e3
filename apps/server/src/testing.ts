import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { maintainDeliveryPartitions } from '@tidings/delivery/wiring';
import { endpointEntities } from '@tidings/endpoint/wiring';
import { loadCatalog } from '@tidings/event';
import { maintainEventPartitions } from '@tidings/event/wiring';
import { awaitSecondFactor, expireKey, removeMembership } from '@tidings/identity/testing';
import { createAuth, ensureFirstPrincipals, identityEntities } from '@tidings/identity/wiring';
import {
  type Config,
  type Context,
  createLog,
  type Database,
  readConfig,
  systemClock,
} from '@tidings/kernel';
import type { Role } from '@tidings/kernel/schema';
import { createTestDatabase, type ScriptedClock } from '@tidings/kernel/testing';
import { followNews } from '@tidings/live/wiring';
import { loadMasterKeys } from '@tidings/secret/wiring';
import { connectModules } from './connect-modules.ts';
import { connectNews } from './connect-news.ts';
import { boundedServer } from './http/bounded-server.ts';
import { createApp } from './http/create-app.ts';
import { migrationSteps } from './migrations.ts';
import { openStream } from './testing-stream.ts';
import { watch } from './watch.ts';

const SERVICE_KEY = 'tdg_sk_0123456789abcdefghij';
/** Everybody's. */
export const PASSWORD = 'correct horse battery staple';
const ADMIN = { email: 'ada@example.com', password: PASSWORD };

export type Request = {
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  text?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
};

/** A response whose body was read: JSON where it is JSON, else undefined. */
// oxlint-disable-next-line typescript/no-explicit-any -- what a client would see: untyped
export type Answer = { status: number; headers: Headers; text: string; json: any };

/**
 * The whole application over HTTP, on a database of its own and without workers. Once per test file: hooks last.
 * @param clock by which process and database go; their own unless given.
 */
export async function installation(environment: Record<string, string> = {}, clock?: ScriptedClock) {
  const dataDir = await mkdtemp(join(tmpdir(), 'tidings-server-'));
  const given = {
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    TIDINGS_SERVICE_KEY: SERVICE_KEY,
    TIDINGS_ADMIN_EMAIL: ADMIN.email,
    TIDINGS_ADMIN_PASSWORD: ADMIN.password,
    ...environment,
  };
  const config = await loadMasterKeys(readConfig(given, 'dev'));
  await loadCatalog(config);
  const { url, database, drop } = await createTestDatabase({
    steps: migrationSteps,
    entities: [...identityEntities, ...endpointEntities],
    clock,
  });
  const process = { config, database, clock: clock ?? systemClock, log: createLog('silent') };
  const actor = { type: 'system' as const, id: 'tidings', name: 'Tidings' };
  const ctx: Context = { ...process, actor, requestId: 'test', accountId: undefined };
  await maintainEventPartitions(ctx);
  await maintainDeliveryPartitions(ctx);
  const auth = await createAuth(process, url);
  connectModules(process);
  connectNews(database);
  const { account } = await ensureFirstPrincipals(auth, process);
  const watched = watch(process, { main: database.pool });
  const news = followNews(url, process);

  const closing: (() => Promise<unknown>)[] = [];
  /** Serves the application, over another database and with other settings if they are given. */
  const serve = async (over: Database = database, settings?: Partial<Config>) => {
    // The same object where nothing differs: the catalog is known by it.
    const changed = { ...process, database: over, config: settings ? { ...config, ...settings } : config };
    const server = boundedServer(createApp(auth, changed, watched));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    closing.push(() => {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(resolve);
      });
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // an address of TCP: it listens on a port
  };
  const origin = await serve();

  const request = async (
    method: string,
    path: string,
    { body, text, headers }: Request = {},
  ): Promise<Answer> => {
    const response = await fetch(path.startsWith('http') ? path : origin + path, {
      method,
      redirect: 'manual',
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...((text !== undefined || body !== undefined) && { body: text ?? JSON.stringify(body) }),
    });
    const answer = await response.text();
    const isJson = answer !== '' && /json/.test(response.headers.get('content-type') ?? '');
    const { status } = response;
    return { status, headers: response.headers, text: answer, json: isJson ? JSON.parse(answer) : undefined };
  };
  /** Asks the REST API with the service key, for an account: the first one unless another is named. */
  const api = (method: string, path: string, { headers, ...rest }: Request = {}) =>
    request(method, path.startsWith('http') ? path : `/api/v1${path}`, {
      ...rest,
      headers: { authorization: `Bearer ${SERVICE_KEY}`, 'tidings-account': account.id, ...headers },
    });
  /** Opens a stream of server-sent events. */
  const listen = (path: string, headers?: Record<string, string>) => openStream(origin + path, headers);
  const cookiesOf = ({ headers }: Answer): string =>
    headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
  /** Signs in and returns the cookies that a browser would send. */
  const signIn = async (credentials = ADMIN): Promise<string> =>
    cookiesOf(
      await request('POST', '/api/auth/sign-in/email', {
        body: credentials,
        headers: { origin: config.PUBLIC_URL },
      }),
    );
  /** Invites somebody. The link is empty where it is mailed. */
  const invite = async (accountId: string, role: Role) => {
    const email = `${randomUUID()}@example.com`;
    const { json } = await request('POST', '/trpc/team.invite', {
      body: { email, role },
      headers: { authorization: `Bearer ${SERVICE_KEY}`, 'tidings-account': accountId },
    });
    return { email, link: json.result.data.link as string };
  };
  /** Follows the link of an invitation as a new person with a password, who is signed in then. */
  const accept = async (link: string) => {
    const token = new URL(link).hash.slice(1);
    const cookie = cookiesOf(
      await request('POST', '/api/auth/invitation/accept', {
        body: { token, name: 'Ada', password: PASSWORD },
        headers: { origin: config.PUBLIC_URL },
      }),
    );
    const { json: me } = await request('GET', '/trpc/session.me', { headers: { cookie } });
    return { id: me.result.data.user.id as string, cookie };
  };
  /** A new person with a password, who was invited to the account and is signed in. */
  const addMember = async (accountId: string, role: Role) => {
    const { email, link } = await invite(accountId, role);
    return { email, ...(await accept(link)) };
  };
  return {
    accept,
    account,
    addMember,
    awaitSecondFactor: (userId: string) => awaitSecondFactor(database, userId),
    config,
    ctx,
    invite,
    listen,
    news,
    database,
    expireKey: (keyId: string) => expireKey(database, keyId),
    origin,
    removeMembership: (userId: string) => removeMembership(database, userId),
    signIn,
    serve,
    request,
    api,
    serviceKey: SERVICE_KEY,
    close: async () => {
      await news.stop();
      for (const close of closing) await close();
      await auth.close();
      await drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
