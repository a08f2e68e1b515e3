import type { AppRouter } from '@tidings/server';
import type { TRPCLink } from '@trpc/client';

/**
 * Infinite queries say which way they go, as a field beside those of the procedure. Our lists go one way, and the server refuses
 * what it does not know.
 */
export const withoutDirection: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    next({ ...op, input: op.type === 'query' ? withoutIt(op.input) : op.input });

function withoutIt(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('direction' in input)) return input;
  const { direction: _, ...rest } = input;
  return rest;
}
