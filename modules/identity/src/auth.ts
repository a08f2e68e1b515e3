import { hkdfSync, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { type Config, createLog, keepOnce } from '@tidings/kernel';
import { betterAuth } from 'better-auth';
import { fromNodeHeaders, toNodeHandler } from 'better-auth/node';
import pg from 'pg';
import { authOptions, CLIENT_ADDRESS_HEADER } from './auth-options.ts';
import { ownOrigins } from './own-origins.ts';

/** Who a session cookie stands for, and the account that they chose last. */
export type SessionOwner = { userId: string; name: string; activeAccountId: string | undefined };

/** People's sign-in, and what the rest of the module needs to know of it. */
export type Auth = {
  /** For Express at `/api/auth`, before any body parser: signs in and out, changes passwords, chooses the account. */
  handler(
    request: IncomingMessage & { readonly ip?: string | undefined },
    response: ServerResponse,
  ): Promise<void>;
  /** The origins whose pages may make changes with a cookie. */
  readonly origins: ReadonlySet<string>;
  /** Undefined when the headers hold no valid session. Reads only: it never prolongs the session. */
  findSession(headers: IncomingHttpHeaders): Promise<SessionOwner | undefined>;
  hashPassword(password: string): Promise<string>;
  verifyPassword(hash: string, password: string): Promise<boolean>;
  close(): Promise<void>;
};

/**
 * Opens people's sign-in on the tables of schema `identity`, with up to five connections of its own.
 * @throws {Error} naming DATA_DIR when the folder that keeps the secret of the sessions cannot be used.
 */
export async function createAuth(config: Config, databaseUrl: string): Promise<Auth> {
  const kept = await keepOnce(config.DATA_DIR, 'auth-secret', () => randomBytes(32).toString('base64url'));
  const secret = Buffer.from(hkdfSync('sha256', kept, '', 'tidings session cookies', 32)).toString(
    'base64url',
  );
  const log = createLog(config.LOG_LEVEL);
  const pool = openPool(databaseUrl);
  const onLost = (error: Error) =>
    log.warn({ reason: error.message }, 'A database connection of the sign-in was lost');
  // On the pool while it is idle, on the client while it is in use; unheard it would end the process.
  pool.on('error', onLost);
  pool.on('connect', (client) => client.on('error', onLost));
  const auth = betterAuth(authOptions(config, { pool, secret, log }));
  const { password } = await auth.$context;
  const handle = toNodeHandler(async (request) => sayWhenToRetry(await auth.handler(request)));

  return {
    handler: (request, response) => {
      // `ip` is Express's, which knows the trusted proxies; a client's own claim is always overwritten.
      request.headers[CLIENT_ADDRESS_HEADER] = request.ip ?? request.socket.remoteAddress;
      return handle(request, response);
    },
    origins: ownOrigins(config),
    findSession: async (headers) => {
      if (headers.cookie === undefined) return undefined;
      const found = await auth.api.getSession({
        headers: fromNodeHeaders({ cookie: headers.cookie }),
        query: { disableRefresh: true },
      });
      if (!found) return undefined;
      const { user, session } = found;
      return { userId: user.id, name: user.name, activeAccountId: session.activeOrganizationId ?? undefined };
    },
    hashPassword: (plain) => password.hash(plain),
    verifyPassword: (hash, plain) => password.verify({ hash, password: plain }),
    close: () => pool.end(),
  };
}

/** better-auth names tables without their schema, so its connections look in ours. */
function openPool(databaseUrl: string): pg.Pool {
  const url = new URL(databaseUrl);
  const given = url.searchParams.get('options');
  url.searchParams.set('options', [given, '-c search_path=identity'].filter(Boolean).join(' '));
  return new pg.Pool({
    connectionString: url.href,
    max: 5,
    application_name: 'tidings-auth',
    connectionTimeoutMillis: 10_000,
  });
}

function sayWhenToRetry(response: Response): Response {
  const seconds = response.headers.get('x-retry-after');
  if (seconds !== null) response.headers.set('retry-after', seconds);
  return response;
}
