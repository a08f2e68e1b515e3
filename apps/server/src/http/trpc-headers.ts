import { toProblem } from '@tidings/kernel';
import type { TRPCRequestInfo } from '@trpc/server/http';

/**
 * Headers of a tRPC answer beside tRPC's own: `Retry-After`, the longest wait that one of its calls asks for; and that it
 * is JSON, which tRPC leaves unsaid of what it refuses before it knows the calls (`info`).
 */
export function trpcHeaders(
  info: TRPCRequestInfo | undefined,
  errors: readonly Error[],
): Record<string, string> {
  const waits = errors.map((error) => toProblem(error, '').retry_after ?? 0);
  const longest = Math.max(0, ...waits);
  return {
    ...(info === undefined && { 'content-type': 'application/json' }),
    ...(longest > 0 && { 'retry-after': String(longest) }),
  };
}
