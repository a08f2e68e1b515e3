import { TRPCError } from '@trpc/server';
import { ZodError, type z } from 'zod';
import { DomainError, ERROR_STATUS, type ErrorCode, type Issue, NotNow } from './errors.ts';
import type { Problem } from './schema.ts';

const TITLES: Record<ErrorCode, string> = {
  malformed: 'The request cannot be read',
  unauthenticated: 'Not signed in',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  method_not_allowed: 'Method not allowed',
  not_acceptable: 'Nothing that is accepted can be given',
  conflict: 'In conflict with what is there',
  too_large: 'Too large',
  unsupported_media_type: 'Unsupported media type',
  invalid: 'Some values are not valid',
  rate_limited: 'Too many requests',
  unavailable: 'Not available right now',
};

const TRPC_CODES = {
  malformed: 'BAD_REQUEST',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  method_not_allowed: 'METHOD_NOT_SUPPORTED',
  not_acceptable: 'BAD_REQUEST',
  conflict: 'CONFLICT',
  too_large: 'PAYLOAD_TOO_LARGE',
  unsupported_media_type: 'UNSUPPORTED_MEDIA_TYPE',
  invalid: 'UNPROCESSABLE_CONTENT',
  rate_limited: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<ErrorCode, TRPCError['code']>;

/** The problem that any thrown value is to its caller. What is nobody's fault but ours says nothing of our insides. */
export function toProblem(error: unknown, requestId: string): Problem {
  const fault = faultIn(error);
  if (!fault) {
    return {
      type: 'about:blank',
      title: 'Something failed on our side',
      status: 500,
      code: 'internal',
      detail: 'The request was not carried out. Try again; if it stays, give the operator the request id.',
      request_id: requestId,
      issues: [],
    };
  }
  return {
    type: `urn:tidings:problem:${fault.code}`,
    title: TITLES[fault.code],
    status: ERROR_STATUS[fault.code],
    code: fault.code,
    detail: fault.message,
    request_id: requestId,
    issues: fault.issues ?? [],
    ...(fault instanceof NotNow && { retry_after: fault.retryAfterSeconds }),
  };
}

/** A domain error as the tRPC error of the same meaning; anything else as it is. */
export function toTrpcError(error: unknown): unknown {
  const fault = faultIn(error);
  if (!fault) return error;
  return new TRPCError({ code: TRPC_CODES[fault.code], message: fault.message, cause: fault });
}

function faultIn(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  if (error instanceof ZodError) return invalidInput(error);
  if (isDatabaseAway(error))
    return new DomainError('unavailable', 'The database does not answer. Try again shortly.');
  if (!(error instanceof TRPCError)) return undefined;
  // Zod refuses a caller's input as BAD_REQUEST; an answer or a row that does not fit is a fault of ours.
  const ours = error.cause instanceof ZodError && error.code !== 'BAD_REQUEST';
  const cause = ours ? undefined : faultIn(error.cause);
  if (cause) return cause;
  switch (error.code) {
    case 'BAD_REQUEST':
    case 'PARSE_ERROR':
      return new DomainError('malformed', unreadable(error));
    case 'NOT_FOUND':
      return new DomainError('not_found', 'There is nothing at this path.');
    case 'METHOD_NOT_SUPPORTED':
      return new DomainError('method_not_allowed', 'Queries are asked by GET, changes are made by POST.');
    case 'UNSUPPORTED_MEDIA_TYPE':
      return new DomainError('unsupported_media_type', 'Send the body as "Content-Type: application/json".');
    case 'PAYLOAD_TOO_LARGE':
      return new DomainError('too_large', 'The request is larger than is accepted.');
    default:
      return undefined;
  }
}

function unreadable({ cause, message }: TRPCError): string {
  if (cause instanceof SyntaxError) return 'The input is not valid JSON.';
  if (message === 'Batch call exceeds maximum size') return 'There are too many calls in one request.';
  return 'The request cannot be read.';
}

/**
 * Whether an error says that Postgres is stopped, starting, unreachable or silent: codes of Node's sockets and of
 * Postgres (classes 08 and 57). What was being committed at that moment may have been committed or not.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  // A missing socket is a database that is not there; any other missing file is not.
  const isMissingSocket = code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect';
  return (
    isMissingSocket ||
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|08...|57P0.|53300|25P03)$/.test(
      code,
    ) ||
    /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout)/.test(
      error.message,
    )
  );
}

/** A body of 1 MiB can have tens of thousands of faults; nobody reads beyond these. */
const ISSUES_SHOWN = 100;

function invalidInput(error: ZodError): DomainError {
  const issues = error.issues.flatMap(issuesOf);
  const first = issues[0];
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  const where = first?.path ? `${first.path}: ` : '';
  const detail = `${where}${first?.message ?? 'Not valid.'}${more}`;
  return new DomainError('invalid', detail, issues.slice(0, ISSUES_SHOWN));
}

function issuesOf(issue: z.core.$ZodIssue): Issue[] {
  const path = pointer(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: `${path}${pointer([key])}`,
      message: 'There is no such field.',
    }));
  }
  return [{ path, message: issue.message }];
}

/** RFC 6901: `~` and `/` inside a segment are escaped. */
export function pointer(segments: readonly PropertyKey[]): string {
  return segments
    .map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
