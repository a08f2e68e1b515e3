import { createHash, timingSafeEqual } from 'node:crypto';
import { DomainError } from '@tidings/kernel';
import type { RequestHandler } from 'express';
import type { Watch } from '../watch.ts';

/**
 * `/metrics`: what this process and the queue are up to, for Prometheus. Without METRICS_TOKEN for everybody who reaches the
 * port: it has nothing of any account.
 */
export function metrics(
  { instruments, measurement, pools }: Watch,
  token: string | undefined,
): RequestHandler {
  return async (request, response) => {
    if (token !== undefined && !isSame(request.headers.authorization, `Bearer ${token}`))
      throw new DomainError('unauthenticated', 'Send METRICS_TOKEN as "Authorization: Bearer …".');
    const { contentType, text } = await instruments.expose(pools, await measurement.read());
    response.setHeader('content-type', contentType).setHeader('cache-control', 'no-store').end(text);
  };
}

/** Takes as long for any that is wrong. */
function isSame(given: string | undefined, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given ?? ''), digest(expected));
}
