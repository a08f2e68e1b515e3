import type { ServerResponse } from 'node:http';
import { DomainError, ERROR_STATUS, RateLimited } from '@tidings/kernel';
import { APIError } from 'better-auth/api';
import { inWords } from './attempts.ts';

/** A fault of ours in better-auth's terms, with the same code, text and issues as everywhere else. */
export function refuse(error: unknown): never {
  if (!(error instanceof DomainError)) throw error;
  const headers = error instanceof RateLimited ? retryAfter(error.retryAfterSeconds) : undefined;
  const { code, message, issues } = error;
  throw new APIError(ERROR_STATUS[code], { code, message, ...(issues && { issues }) }, headers);
}

/** Answers what better-auth has not seen, in the form of its own refusals. What is no refusal is thrown on. */
export function answerRefusal(response: ServerResponse, error: unknown): void {
  if (!(error instanceof DomainError)) throw error;
  const { code, message, issues } = error;
  response.writeHead(ERROR_STATUS[code], { 'content-type': 'application/json' });
  response.end(JSON.stringify({ code, message, issues }));
}

/** Too many attempts, in the same words whether there is such a person or not. */
export function tooManyAttempts(seconds: number): APIError {
  const message = `Too many attempts. Try again ${inWords(seconds)}.`;
  return new APIError('TOO_MANY_REQUESTS', { code: 'rate_limited', message }, retryAfter(seconds));
}

/** A code that was right once; with better-auth's code for one that is wrong. */
export function codeUsed(): APIError {
  const message = 'This code was used already. Wait for the next one.';
  return new APIError('UNAUTHORIZED', { code: 'INVALID_CODE', message });
}

function retryAfter(seconds: number): Record<string, string> {
  return { 'retry-after': String(seconds) };
}

/** A second factor that was locked since our guard looked at it. */
const LONGEST_LOCK_SECONDS = 15 * 60;

/** better-auth's code for a sign-in that has had five wrong codes; the next one begins with the password. */
const SIGN_IN_SPENT = 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE';

/**
 * Says in every 429 when to try again, in the text and in `Retry-After`; better-auth tells it in a header of its own, and
 * answers 400 where a sign-in has had too many wrong codes.
 */
export async function sayWhenToRetry(response: Response): Promise<Response> {
  if (response.status === 400 && (await codeIn(response)) === SIGN_IN_SPENT) {
    const message = 'Too many wrong codes. Begin again with your e-mail address and password.';
    return tooMany(response, 1, { code: SIGN_IN_SPENT, message });
  }
  if (response.status !== 429 || response.headers.has('retry-after')) return response;
  const seconds = Number(response.headers.get('x-retry-after')) || LONGEST_LOCK_SECONDS;
  const message = `Too many attempts. Try again ${inWords(seconds)}.`;
  return tooMany(response, seconds, { code: 'rate_limited', message });
}

/** With the cookies of the answer in whose place it comes. */
function tooMany(response: Response, seconds: number, body: { code: string; message: string }): Response {
  const headers = new Headers(response.headers);
  headers.delete('x-retry-after');
  headers.delete('content-length');
  headers.set('content-type', 'application/json');
  headers.set('retry-after', String(seconds));
  return new Response(JSON.stringify(body), { status: 429, headers });
}

async function codeIn(response: Response): Promise<unknown> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
}
