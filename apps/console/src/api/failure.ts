import type { Problem } from '@tidings/kernel/schema';
import { TRPCClientError } from '@trpc/client';

import { readIssues, readProblem } from './read-problem.ts';

/** What went wrong with a call, as far as the console can tell. */
export type Failure =
  | { kind: 'unreachable' }
  | { kind: 'refused'; status: number; code: string; problem: Problem | null };

/** Reads any thrown value; what did not come from the server counts as unreachable. */
export function readFailure(error: unknown): Failure {
  if (!(error instanceof TRPCClientError)) return readDoorFailure(error);
  const data: unknown = error.data;
  if (typeof data !== 'object' || data === null) return { kind: 'unreachable' };
  const { httpStatus: status, code, problem } = data as Record<string, unknown>; // each is looked at
  if (typeof status !== 'number') return { kind: 'unreachable' };
  return {
    kind: 'refused',
    status,
    code: typeof code === 'string' ? code : 'UNKNOWN',
    problem: readProblem(problem),
  };
}

/** A `DoorError`, by what it has: its code comes with that of the forms. It has the status 0 where there was no answer. */
function readDoorFailure(error: unknown): Failure {
  if (!(error instanceof Error) || !('status' in error)) return { kind: 'unreachable' };
  const { status } = error;
  if (typeof status !== 'number' || status === 0) return { kind: 'unreachable' };
  return { kind: 'refused', status, code: 'UNKNOWN', problem: null };
}

/** What the server found wrong with what it was sent, each with its place as a JSON pointer. */
export function issuesOf(error: unknown): NonNullable<Problem['issues']> {
  // A `DoorError` has its own.
  if (error instanceof Error && 'issues' in error) return readIssues(error.issues);
  const failure = readFailure(error);
  return (failure.kind === 'refused' && failure.problem?.issues) || [];
}

export function isSignedOut(error: unknown): boolean {
  const failure = readFailure(error);
  return failure.kind === 'refused' && failure.status === 401;
}

export function isForbidden(error: unknown): boolean {
  const failure = readFailure(error);
  return failure.kind === 'refused' && failure.status === 403;
}

/** Whether the page shows an account that was left in another one, so that nothing can be done for it here. */
export function isOfLeftAccount(error: unknown): boolean {
  const failure = readFailure(error);
  if (failure.kind !== 'refused' || failure.status !== 409) return false;
  return issuesOf(error).some((issue) => issue.path === 'Tidings-Account');
}

export function isNotFound(error: unknown): boolean {
  const failure = readFailure(error);
  if (failure.kind !== 'refused') return false;
  // An address with an id that can be nobody's leads nowhere either.
  const isNoId = issuesOf(error).some((issue) => issue.path === '/id');
  return failure.status === 404 || failure.status === 400 || isNoId;
}

/** Only what may pass by itself: no answer, or an answer that the server did not mean. */
export function isWorthRetrying(error: unknown): boolean {
  const failure = readFailure(error);
  return failure.kind === 'unreachable' || failure.status >= 500;
}

/** What stays as it is though something failed, each as whole sentences. */
export interface Kept {
  /** Of something that was to be changed or sent: what is as it was, since it was not. Nobody knows without an answer. */
  undone?: string | undefined;
  /**
   * Of something that was to be read: what goes on at the server all the same, as far as the server is there. Not said where
   * the request was refused: nothing is out of order then.
   */
  meanwhile?: string | undefined;
  /** What holds in any case, such as that what was typed is still there. */
  kept?: string | undefined;
}

const sentences = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(' ');

/** The database, or the server behind the one that answers, was lost: nobody knows what became of a request. */
const UNSURE = [502, 503, 504];
const PERHAPS = 'It may or may not have been done: look before you repeat it.';

/**
 * What happened, for a person.
 * @param doing completes "Could not …" and "The request to …".
 * @param kept comes before what to do, and after why the server refused.
 */
export function describeFailure(
  error: unknown,
  doing: string,
  { undone, meanwhile, kept }: Kept = {},
): { title: string; detail: string; requestId: string | null } {
  const failure = readFailure(error);
  if (failure.kind === 'unreachable') {
    const check = 'Check that the server is running and that you are online.';
    return undone === undefined
      ? {
          title: `Could not ${doing}: the server did not answer`,
          detail: sentences(kept, check),
          requestId: null,
        }
      : {
          title: `No answer to the request to ${doing}`,
          detail: sentences(PERHAPS, kept, check),
          requestId: null,
        };
  }
  const said = failure.problem?.detail ?? `The server answered ${failure.status}.`;
  const requestId = failure.problem?.request_id ?? null;
  // The server's own word that it is possible later: it did nothing.
  const isLater = failure.problem?.retry_after !== undefined;
  const isUnsure = UNSURE.includes(failure.status) && !isLater;
  if (isUnsure && undone !== undefined) {
    const title = `The request to ${doing} was not confirmed`;
    return { title, detail: sentences(PERHAPS, kept, said), requestId };
  }
  const goesOn = failure.status >= 500 ? meanwhile : undefined;
  const stays = isUnsure ? kept : sentences(undone, goesOn, kept);
  if (failure.status === 401) {
    return {
      title: `Could not ${doing}: you are signed out`,
      detail: sentences(stays, 'Sign in again and repeat it.'),
      requestId: null,
    };
  }
  return {
    title: `Could not ${doing}`,
    detail: failure.status >= 500 ? sentences(stays, said) : sentences(said, stays),
    requestId,
  };
}
