/** Every way in which a request can be at fault, and the HTTP status that says so. */
export const ERROR_STATUS = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  conflict: 409,
  too_large: 413,
  unsupported_media_type: 415,
  invalid: 422,
  rate_limited: 429,
  unavailable: 503,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

/** A fault at one place of the input. `path` is a JSON pointer from the body, or the parameter's name. */
export type Issue = { path: string; message: string };

/**
 * The caller's fault, or a passing lack of ours (`unavailable`): mapped once, at the edge, to problem+json.
 * A customer's failing endpoint is never one: that is data.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly issues: Issue[] | undefined;

  constructor(code: ErrorCode, message: string, issues?: Issue[]) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
    this.issues = issues;
  }
}

/** Nothing was done, and the same is possible again after so many seconds, which the answer says as `retry_after`. */
export class NotNow extends DomainError {
  readonly retryAfterSeconds: number;

  constructor(code: 'rate_limited' | 'unavailable', message: string, retryAfterSeconds: number) {
    super(code, message);
    this.retryAfterSeconds = Math.max(1, Math.ceil(retryAfterSeconds));
  }
}

/** More than is allowed in a time. */
export class RateLimited extends NotNow {
  constructor(message: string, retryAfterSeconds: number) {
    super('rate_limited', message, retryAfterSeconds);
  }
}

export function notFound(what: string): DomainError {
  return new DomainError('not_found', `${what} does not exist in this account.`);
}

/** One fault of one field: 422 with the field's JSON pointer. */
export function invalid(path: string, message: string): DomainError {
  return new DomainError('invalid', message, [{ path, message }]);
}
