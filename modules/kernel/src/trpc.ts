import { initTRPC } from '@trpc/server';
import { type Context, tenantOf } from './context.ts';
import { DomainError } from './errors.ts';
import { toProblem, toTrpcError } from './problem.ts';
import type { Problem } from './schema.ts';

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
export type Meta = { rest?: RestRoute };

/** Every request has a context; `signedIn` is false until a key or a session was accepted. */
export type RequestContext = Context & { readonly signedIn: boolean };

const trpc = initTRPC
  .context<RequestContext>()
  .meta<Meta>()
  .create({
    errorFormatter: ({ shape, error, ctx }) => {
      const problem: Problem = toProblem(error, ctx?.requestId ?? '');
      // Without `stack`, which tRPC adds outside production.
      return {
        message: problem.detail,
        code: shape.code,
        data: { code: shape.data.code, httpStatus: problem.status, path: shape.data.path, problem },
      };
    },
  });

export const { router, mergeRouters, createCallerFactory } = trpc;

type Check = (ctx: RequestContext) => void;

/**
 * A procedure that is open to whom `check` lets pass, and the one place where a fault becomes a tRPC error.
 * One middleware for both: tRPC copies the context for each, which was an eighth of the publisher's time.
 */
function procedureFor(check: Check) {
  return trpc.procedure.use(async ({ ctx, next }) => {
    try {
      check(ctx);
    } catch (error) {
      throw toTrpcError(error);
    }
    const result = await next();
    if (!result.ok) throw toTrpcError(result.error);
    return result;
  });
}

const signedIn: Check = (ctx) => {
  if (ctx.signedIn) return;
  throw new DomainError('unauthenticated', 'Send a key as "Authorization: Bearer tdg_sk_…", or sign in.');
};

/** For everybody who proved who they are. */
export const signedInProcedure = procedureFor(signedIn);

/** For admins and developers of the account, and for service keys that name one. */
export const accountProcedure = procedureFor((ctx) => {
  signedIn(ctx);
  tenantOf(ctx);
  if (ctx.actor.type === 'user' && ctx.actor.role === 'viewer') {
    throw new DomainError('forbidden', 'This needs the role admin or developer.');
  }
});

/** For internal services. */
export const serviceProcedure = procedureFor((ctx) => {
  signedIn(ctx);
  if (ctx.actor.type !== 'service') throw new DomainError('forbidden', 'This needs a service key.');
});
