import { randomUUID } from 'node:crypto';
import type { AppRouter } from '@tidings/server';
import {
  createTRPCClient,
  httpBatchLink,
  retryLink,
  type TRPCClient,
  TRPCClientError,
  type TRPCLink,
} from '@trpc/client';
import { backoffMs, retryAfterMs } from './backoff.ts';
import { checkReach } from './check-reach.ts';

export type ClientOptions = {
  /** Where Tidings is, such as `https://tidings.internal`. */
  url: string;
  /** `tdg_sk_…` */
  serviceKey: string;
  /** Of the account that calls are about, `acct_…`. Without it they are about the installation. */
  accountId?: string;
  /** How often a call is made at most; 5 times if left out. */
  attempts?: number;
  /** How long one request may take, in milliseconds; 30,000 if left out. */
  timeoutMs?: number;
  fetch?: typeof fetch;
  random?: () => number;
};

/** All procedures of Tidings, with the types of what they take and answer. */
export type Client = TRPCClient<AppRouter>;

/** So many calls go in one request: Tidings takes no more. */
const BATCH_CALLS = 20;
/** What proxies let pass. */
const URL_LENGTH = 4_000;

/**
 * A typed client for services that hold a service key. Calls that are made in the same moment travel in one request. A call that
 * failed for a while is made again: what reads, and what publishes, after any failure; what changes anything else only
 * where Tidings says 429, before it has done anything. Publishing gets an idempotency key, so that doing it again stores nothing twice.
 *
 * Calls reject with a `TRPCClientError`; {@link problemOf} says what Tidings found.
 * @throws {TypeError} without a URL or a key.
 */
export function createClient(options: ClientOptions): Client {
  checkReach(options);
  const { accountId, serviceKey, timeoutMs = 30_000, url } = options;
  const send = options.fetch ?? fetch;
  return createTRPCClient<AppRouter>({
    links: [
      publishOnce,
      retrying(options),
      httpBatchLink({
        url: `${url.replace(/\/+$/, '')}/trpc`,
        maxItems: BATCH_CALLS,
        maxURLLength: URL_LENGTH,
        headers: {
          authorization: `Bearer ${serviceKey}`,
          ...(accountId !== undefined && { 'tidings-account': accountId }),
        },
        fetch: (input, { signal, ...init } = {}) => {
          const deadline = AbortSignal.timeout(timeoutMs);
          return send(input as string | URL, {
            ...(init as RequestInit), // tRPC's own narrower type of the same
            redirect: 'error',
            signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
          });
        },
      }),
    ],
  });
}

const PUBLISHING = ['events.publish', 'events.publishBatch'];

/** Names the fact that is published, once for all attempts, unless the caller did. */
const publishOnce: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) => {
    if (!PUBLISHING.includes(op.path) || !isRecord(op.input)) return next(op);
    const isNamed = op.input['id'] !== undefined || op.input['idempotency_key'] !== undefined;
    return next(isNamed ? op : { ...op, input: { ...op.input, idempotency_key: randomUUID() } });
  };

function retrying({ attempts: most = 5, random = Math.random }: ClientOptions): TRPCLink<AppRouter> {
  // What `retry` found out is asked for at once, in the same turn.
  let askedMs = 0;
  return retryLink<AppRouter>({
    retry: ({ attempts, error, op }) => {
      const response = error.meta?.['response'];
      const status = error.data?.httpStatus ?? (response instanceof Response ? response.status : 0);
      askedMs =
        response instanceof Response ? retryAfterMs(response.headers.get('retry-after'), Date.now()) : 0;
      const isRepeatable = op.type === 'query' || PUBLISHING.includes(op.path);
      return attempts < most && (status === 429 || (isRepeatable && isPassing(status)));
    },
    retryDelayMs: (attempt) => backoffMs(attempt, askedMs, random()),
  });
}

/** 0: there was no answer. */
function isPassing(status: number): boolean {
  return status === 0 || status === 408 || status === 425 || status >= 500;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** What Tidings says of a call that it refused (RFC 9457); undefined where nobody answered, or somebody else did. */
export function problemOf(error: unknown) {
  if (!(error instanceof TRPCClientError)) return undefined;
  return (error as TRPCClientError<AppRouter>).data?.problem; // of our client, whose errors have this shape
}
