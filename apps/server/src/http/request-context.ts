import { randomUUID } from 'node:crypto';
import { type Auth, authenticate, type Process } from '@tidings/identity';
import { isTracing, type RequestContext } from '@tidings/kernel';
import type { Request, RequestHandler, Response } from 'express';

/** Gives every request an id that is in its answer, its errors and our log. */
export const requestId: RequestHandler = (_request, response, next) => {
  response.setHeader('x-request-id', `req_${randomUUID().replaceAll('-', '')}`);
  next();
};

export function requestIdOf(response: Response): string {
  return String(response.getHeader('x-request-id'));
}

/** Finds out who asks, and makes the context in which their request is carried out. */
export type CreateContext = (request: Request, response: Response) => Promise<RequestContext>;

export function createContextWith(auth: Auth, process: Process): CreateContext {
  return async (request, response) => ({
    ...process,
    ...(await authenticate(auth, process, request)),
    requestId: requestIdOf(response),
    ...whereabouts(request),
    ...(isTracing() && traceparentIn(request)),
  });
}

/** W3C Trace Context. `tracestate` is not read: it is for those who know each other, and would end at receivers. */
function traceparentIn({ headers }: Request): Pick<RequestContext, 'traceparent'> {
  const { traceparent } = headers;
  return typeof traceparent === 'string' ? { traceparent } : {};
}

const USER_AGENT_CHARACTERS = 200;

/** For the audit log. An IPv4 address that reached an IPv6 socket is written as IPv4. */
export function whereabouts(request: Request): Pick<RequestContext, 'address' | 'userAgent'> {
  return {
    address: request.ip?.replace(/^::ffff:(?=[0-9.]+$)/i, ''),
    userAgent: request.headers['user-agent']?.slice(0, USER_AGENT_CHARACTERS),
  };
}
