import { hkdfSync, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { type Context, DomainError, keepOnce } from '@tidings/kernel';
import { betterAuth } from 'better-auth';
import { fromNodeHeaders, toNodeHandler } from 'better-auth/node';
import pg from 'pg';
import { authOptions } from './auth-options.ts';
import { ownOrigins, requireOwnOrigin } from './own-origins.ts';
import { readDoorBody } from './people/door-body.ts';
import { answerRefusal, sayWhenToRetry } from './people/door-error.ts';
import { CLIENT_ADDRESS_HEADER, REQUEST_ID_HEADER } from './people/door-origin.ts';
import { DOOR_PATHS } from './people/door-paths.ts';
import { noteUse } from './people/session-limits.ts';

/** Who a session cookie stands for, and the account that they chose last. */
export type SessionOwner = {
  userId: string;
  name: string;
  sessionId: string;
  activeAccountId: string | undefined;
};

type DoorRequest = IncomingMessage & {
  readonly ip?: string | undefined;
  readonly originalUrl?: string | undefined;
  /** Where better-auth finds a body that was read already. */
  body?: unknown;
};

/** People's sign-in, and what the rest of the module needs to know of it. */
export type Auth = {
  /**
   * For Express at `/api/auth`, before any body parser: what `DOOR_PATHS` lists, and 404 for all else. A POST has to come
   * from one of our own pages, with a JSON object of 16 KiB at most; else it is refused before it counts as an attempt.
   */
  handler(request: DoorRequest, response: ServerResponse): Promise<void>;
  /** The origins whose pages may make changes with a cookie. */
  readonly origins: ReadonlySet<string>;
  /** Undefined when the headers hold no valid session; otherwise the session counts as used now. */
  findSession(headers: IncomingHttpHeaders): Promise<SessionOwner | undefined>;
  hashPassword(password: string): Promise<string>;
  verifyPassword(hash: string, password: string): Promise<boolean>;
  close(): Promise<void>;
};

type Process = Pick<Context, 'config' | 'database' | 'clock' | 'log'>;

/**
 * Opens people's sign-in on the tables of schema `identity`, with up to five connections of its own.
 * @throws {Error} naming DATA_DIR when the folder that keeps the secret of the sessions cannot be used.
 */
export async function createAuth(process: Process, databaseUrl: string): Promise<Auth> {
  const { config, database, clock, log } = process;
  const kept = await keepOnce(config.DATA_DIR, 'auth-secret', () => randomBytes(32).toString('base64url'));
  const secret = Buffer.from(hkdfSync('sha256', kept, '', 'tidings session cookies', 32)).toString(
    'base64url',
  );
  const pool = openPool(databaseUrl);
  const onLost = (error: Error) =>
    log.warn({ reason: error.message }, 'A database connection of the sign-in was lost');
  // On the pool while it is idle, on the client while it is in use; unheard it would end the process.
  pool.on('error', onLost);
  pool.on('connect', (client) => client.on('error', onLost));
  const auth = betterAuth(authOptions(config, { pool, database, secret, log }));
  const { password } = await auth.$context;
  const origins = ownOrigins(config);
  const handle = toNodeHandler(async (request) => sayWhenToRetry(await auth.handler(request)));

  const findSession: Auth['findSession'] = async (headers) => {
    if (headers.cookie === undefined) return undefined;
    const found = await auth.api.getSession({
      headers: fromNodeHeaders({ cookie: headers.cookie }),
      query: { disableRefresh: true },
    });
    if (!found) return undefined;
    const { user, session } = found;
    if (!(await noteUse(database, session, clock.now()))) return undefined;
    return {
      userId: user.id,
      name: user.name,
      sessionId: session.id,
      activeAccountId: session.activeAccountId ?? undefined,
    };
  };

  return {
    handler: async (request, response) => {
      const [path = ''] = (request.originalUrl ?? request.url ?? '').split('?');
      if (!DOOR_PATHS.has(`${request.method} ${path.replace(/^\/api\/auth/, '')}`)) {
        answerRefusal(response, new DomainError('not_found', 'There is nothing at this path.'));
        return;
      }
      try {
        requireOwnOrigin(origins, request);
        request.body = await readDoorBody(request);
      } catch (error) {
        answerRefusal(response, error);
        return;
      }
      // Also here a session that was idle for too long must have ended.
      await findSession(request.headers);
      // `ip` is Express's, which knows the trusted proxies; a client's own claims are always overwritten.
      request.headers[CLIENT_ADDRESS_HEADER] = request.ip ?? request.socket.remoteAddress;
      request.headers[REQUEST_ID_HEADER] = String(response.getHeader('x-request-id') ?? 'unknown');
      await handle(request, response);
    },
    origins,
    findSession,
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
