import type { Problem } from '@tidings/kernel/schema';

type Loose = Record<string, unknown>;
const isObject = (given: unknown): given is Loose => typeof given === 'object' && given !== null;

export function readIssues(given: unknown): NonNullable<Problem['issues']> {
  if (!Array.isArray(given)) return [];
  return given.flatMap((each: unknown) =>
    isObject(each) && typeof each['path'] === 'string' && typeof each['message'] === 'string'
      ? [{ path: each['path'], message: each['message'] }]
      : [],
  );
}

/**
 * RFC 9457 problem details as the server gives them, or null. By hand: every page reads refusals, and the schema would
 * bring the library for schemas into the first of them.
 */
export function readProblem(given: unknown): Problem | null {
  if (!isObject(given)) return null;
  const { type, title, status, code, detail, request_id: requestId, retry_after: retryAfter } = given;
  if (typeof type !== 'string' || typeof title !== 'string' || typeof status !== 'number') return null;
  if (typeof code !== 'string' || typeof detail !== 'string' || typeof requestId !== 'string') return null;
  const problem = { type, title, status, code, detail, request_id: requestId };
  return {
    ...problem,
    issues: readIssues(given['issues']),
    ...(typeof retryAfter === 'number' && { retry_after: retryAfter }),
  };
}
