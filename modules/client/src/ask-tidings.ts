import { retryAfterMs } from './backoff.ts';

export type Tidings = { url: string; serviceKey: string; fetch: typeof fetch };

/** What Tidings says of a fault (RFC 9457). */
export type Problem = { code: string; detail: string; issues?: { path: string; message: string }[] };

export type Answer = {
  /** 0: there was none. */
  status: number;
  /** How long Tidings asks to wait. */
  askedMs: number;
  body: unknown;
  /** Only Tidings says `code`: a proxy that knows no such path must not make anybody give events up. */
  problem?: Problem;
  /** Why there was no answer. */
  failure?: string;
};

const REQUEST_MS = 30_000;

/**
 * One request in the name of an account. Never throws.
 * @param deadlineMs by `performance.now()`: the answer is waited for until then, and for 30 seconds at most.
 */
export async function askTidings(
  { url, serviceKey, fetch }: Tidings,
  accountId: string,
  { path, body, deadlineMs }: { path: string; body?: string | undefined; deadlineMs: number },
): Promise<Answer> {
  const leftMs = Math.min(REQUEST_MS, Math.floor(deadlineMs - performance.now()));
  if (leftMs <= 0) return noAnswer('there was no time left to ask');
  try {
    const answer = await fetch(`${url.replace(/\/+$/, '')}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${serviceKey}`,
        'tidings-account': accountId,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body }),
      redirect: 'error',
      signal: AbortSignal.timeout(leftMs),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    const json: unknown = isJson ? JSON.parse(text) : undefined;
    return {
      status: answer.status,
      askedMs: retryAfterMs(answer.headers.get('retry-after'), Date.now()),
      body: json,
      ...(isProblem(json) && { problem: json }),
    };
  } catch (error) {
    return noAnswer(reasonOf(error));
  }
}

function noAnswer(failure: string): Answer {
  return { status: 0, askedMs: 0, body: undefined, failure };
}

function isProblem(json: unknown): json is Problem {
  return typeof json === 'object' && json !== null && 'code' in json && 'detail' in json;
}

/** `fetch` says "fetch failed" and has the reason in `cause`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
