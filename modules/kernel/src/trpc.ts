import { initTRPC, TRPCError } from '@trpc/server';
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import type { AuditAction } from './audit.ts';
import { type Access, checkAccess, READ_SCOPES } from './access.ts';
import type { Context } from './context.ts';
import type { DomainError } from './errors.ts';
import { toProblem, toTrpcError } from './problem.ts';
import type { Problem, Role, Scope } from './schema.ts';

/** How a procedure is reached over REST; procedures without it exist over tRPC only. */
export type RestRoute = {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below `/api/v1`, parameters in braces: `/webhooks/{id}`. */
  path: `/${string}`;
  status?: 200 | 201 | 202 | 204;
  /** A field of the answer, not sent, that says whether the thing at this path is new: 201 rather than 200. */
  createdField?: string;
  summary: string;
  tag: string;
  /** Request headers that become input fields: `{ 'idempotency-key': 'idempotency_key' }`. */
  headers?: Record<string, string>;
  /** With 202: what was accepted has an id, and `Location` says where it is found. */
  isFound?: true;
  /**
   * With `dry_run: true` in the body nothing is done: it answers 200. The output is then the second of a union of two.
   */
  hasDryRun?: true;
};
export type Meta = {
  rest?: RestRoute;
  access?: Access;
  /** What it leaves in the audit log; a test finds mutations that say nothing. */
  audit?: readonly AuditAction[];
};

/**
 * Every request has a context; `signedIn` is false until a key or a session was accepted. `refusal` is what is wrong with
 * the request itself, told to who may ask at all.
 */
export type RequestContext = Context & {
  readonly signedIn: boolean;
  readonly refusal?: DomainError | undefined;
  /** Of what lasts: who its client is now. Throws as when it began. */
  readonly identifyAgain?: () => Promise<Pick<RequestContext, 'signedIn' | 'actor' | 'accountId'>>;
};

/**
 * Streams are server-sent events. Proxies cut connections on which nothing is said for a minute, and Node cuts ours
 * after two; a browser that hears nothing for longer than two pings take connects anew.
 */
export const STREAMS = {
  ping: { enabled: true, intervalMs: 20_000 },
  client: { reconnectAfterInactivityMs: 45_000 },
};

const requestIds = new WeakMap<Error, string>();

/** Says which request an error belongs to that came before there was a context, so that its answer can name it. */
export function nameRequest(error: Error, requestId: string): void {
  requestIds.set(error, requestId);
}

/** What is thrown where a context is made comes as INTERNAL_SERVER_ERROR, whatever it is. */
function codeOf(error: TRPCError): TRPCError['code'] {
  if (error.code !== 'INTERNAL_SERVER_ERROR') return error.code;
  const told = toTrpcError(error);
  return told instanceof TRPCError ? told.code : error.code;
}

const trpc = initTRPC
  .context<RequestContext>()
  .meta<Meta>()
  .create({
    sse: STREAMS,
    errorFormatter: ({ shape, error, ctx }) => {
      const problem: Problem = toProblem(error, ctx?.requestId ?? requestIds.get(error) ?? '');
      const code = codeOf(error);
      // Without `stack`, which tRPC adds outside production.
      return {
        message: problem.detail,
        code: TRPC_ERROR_CODES_BY_KEY[code],
        data: { code, httpStatus: problem.status, path: shape.data.path, problem },
      };
    },
  });

export const { router, mergeRouters, createCallerFactory } = trpc;

/**
 * A procedure that is open to whom `access` lets pass, and the one place where a fault becomes a tRPC error.
 * One middleware for both: tRPC copies the context for each, which was an eighth of the publisher's time.
 */
function procedureFor(access: Access) {
  return trpc.procedure.meta({ access }).use(async ({ ctx, next }) => {
    try {
      checkAccess(ctx, access);
      if (ctx.refusal) throw ctx.refusal;
    } catch (error) {
      throw toTrpcError(error);
    }
    const result = await next();
    if (!result.ok) throw toTrpcError(result.error);
    return result;
  });
}

type Needs = { scope: Scope | readonly Scope[]; role: Role; portal?: boolean; inAccount?: boolean };

/**
 * For service keys that name an account, its keys with any of the scopes, and its people from the role on.
 * @param needs `portal: false` where visitors by a portal link are not let in; `inAccount: false` where service keys that
 * name no account are: what it does then has to concern no account.
 */
export function accountProcedure({ scope, role, portal = true, inAccount = true }: Needs) {
  return procedureFor({ scopes: [scope].flat(), role, portal, service: true, inAccount });
}

/** For everybody who may read something, in an account or not: what is the same for all accounts. */
export const catalogProcedure = procedureFor({
  scopes: READ_SCOPES,
  role: 'viewer',
  portal: true,
  service: true,
  inAccount: false,
});

/** For people who are signed in, from the role on, and for no key; visitors by a portal link only where it says so. */
export function personProcedure(role: Role, { portal = false }: { portal?: boolean } = {}) {
  return procedureFor({ scopes: [], role, portal, service: false, inAccount: true });
}

/** For everybody, whoever they are: what it shows is public, and bound to no account. */
export const openProcedure = procedureFor({
  scopes: [],
  role: null,
  portal: false,
  service: false,
  open: true,
  inAccount: false,
});

/** For internal services. */
export const serviceProcedure = procedureFor({
  scopes: [],
  role: null,
  portal: false,
  service: true,
  inAccount: false,
});
