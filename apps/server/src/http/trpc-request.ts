import { MIMEType } from 'node:util';
import { DomainError } from '@tidings/kernel';
import type { TRPCRequestInfo } from '@trpc/server/http';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { faultOfExpress, refuseOtherThanUtf8 } from './read-json.ts';
import { refuseMethod } from './rest.ts';
import { csvRoute } from './rest-operations.ts';

const MIB = 1024 * 1024;
const BODY_LIMIT = 2 * MIB;

const readText = express.text({ type: () => true, limit: BODY_LIMIT, verify: refuseOtherThanUtf8 });

/** Lets through what tRPC can read: it would break off at other methods, and at a path that is not encoded well. */
export const guardTrpc: RequestHandler = (request, response, next) => {
  if (!['GET', 'HEAD', 'POST', 'OPTIONS'].includes(request.method))
    return refuseMethod(['GET', 'POST'])(request, response, next);
  try {
    decodeURIComponent(request.path);
  } catch {
    throw new DomainError('malformed', 'The path is not encoded well.');
  }
  return next();
};

/**
 * Reads a body for tRPC, which would take bytes that are no UTF-8 for other characters. An empty one counts as `{}`, as
 * over REST. What is wrong with it is told by {@link refusalOf}, in the shape of tRPC.
 */
export const readTrpcBody: RequestHandler = (request, response, next) => {
  if (request.method !== 'POST') {
    settleContentType(request);
    return next();
  }
  return readText(request, response, (error: unknown) => {
    settleContentType(request);
    const body: unknown = request.body;
    // As text, and never without one: a body that is not there would be read from the stream, which is at its end.
    request.body = typeof body === 'string' && body !== '' ? body : '{}';
    if (error !== undefined) response.locals['bodyFault'] = faultOf(error);
    next();
  });
};

/**
 * tRPC looks whether the header begins with `application/json`, so that `Application/JSON` is none to it and
 * `application/json-seq` is one. It gets the name that it knows for JSON (RFC 9110 §8.3.1), and none for anything else.
 */
function settleContentType(request: Request): void {
  if (mediaTypeOf(request.get('content-type')) === 'application/json')
    request.headers['content-type'] = 'application/json';
  else delete request.headers['content-type'];
}

/** Type and subtype in lower case; undefined for what is none. */
function mediaTypeOf(header: string | undefined): string | undefined {
  try {
    return header === undefined ? undefined : new MIMEType(header).essence;
  } catch {
    return undefined;
  }
}

function faultOf(error: unknown): DomainError {
  if (error instanceof Error && 'type' in error && error.type === 'entity.too.large') {
    return new DomainError('too_large', `The body is larger than is accepted: ${BODY_LIMIT / MIB} MiB.`);
  }
  return faultOfExpress(error) ?? new DomainError('malformed', 'The body did not arrive whole.');
}

/** Why nothing of a request is carried out, for whoever may ask for it. Its text holds for all calls of a batch. */
export function refusalOf(response: Response, { calls }: TRPCRequestInfo): DomainError | undefined {
  const fault: unknown = response.locals['bodyFault'];
  if (fault instanceof DomainError) return fault;
  for (const { path } of calls) {
    const route = csvRoute(path);
    if (route) {
      const instead = `Send GET /api/v1${route.path} with "Accept: text/csv" instead.`;
      return new DomainError('not_acceptable', `${path} answers CSV, which tRPC does not carry. ${instead}`);
    }
  }
  return undefined;
}
