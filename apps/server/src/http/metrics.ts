import { createHash, timingSafeEqual } from 'node:crypto';
import { DomainError, isNear } from '@tidings/kernel';
import type { Request, RequestHandler } from 'express';
import type { Watch } from '../watch.ts';

/**
 * `/metrics`: what this process and the queue are up to, for Prometheus. Without METRICS_TOKEN for those who are near
 * and come by no proxy: API and metrics have one port, which the internet reaches by a proxy that is near as well.
 */
export function metrics(
  { instruments, measurement, pools }: Watch,
  token: string | undefined,
): RequestHandler {
  return async (request, response) => {
    if (token === undefined) refuseFromAfar(request);
    else if (!isSame(request.headers.authorization, `Bearer ${token}`))
      throw new DomainError('unauthenticated', 'Send METRICS_TOKEN as "Authorization: Bearer …".');
    const { contentType, text } = await instruments.expose(pools, await measurement.read());
    response.setHeader('content-type', contentType).setHeader('cache-control', 'no-store').end(text);
  };
}

/** What proxies add of whom they speak for. None is believed: that one is there at all is enough. */
const FORWARDED = /^(?:forwarded|via|x-forwarded-.+|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip)$/;

/**
 * By the other end of the connection, whatever TRUSTED_PROXIES says: who is believed about addresses must not decide who
 * is let in. A header can only keep somebody out.
 */
export function isFromNear({ socket, headers }: Pick<Request, 'headers'> & { socket: Peer }): boolean {
  return isNear(socket.remoteAddress) && !Object.keys(headers).some((name) => FORWARDED.test(name));
}
type Peer = { remoteAddress?: string | undefined };

function refuseFromAfar(request: Request): void {
  if (isFromNear(request)) return;
  throw new DomainError(
    'forbidden',
    'Without METRICS_TOKEN only loopback and private addresses are answered that come by no proxy. Set it, and send it as "Authorization: Bearer …".',
  );
}

/** Takes as long for any that is wrong. */
function isSame(given: string | undefined, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given ?? ''), digest(expected));
}
