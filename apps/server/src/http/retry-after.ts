import { toProblem } from '@tidings/kernel';

/** `Retry-After` of a tRPC answer: the longest wait that one of its calls asks for. */
export function retryAfter(errors: readonly Error[]): { headers?: Record<string, string> } {
  const waits = errors.map((error) => toProblem(error, '').retry_after ?? 0);
  const longest = Math.max(0, ...waits);
  return longest > 0 ? { headers: { 'retry-after': String(longest) } } : {};
}
