import type { RequestHandler } from 'express';

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const HEADERS = 'authorization, content-type, idempotency-key, tidings-account';
const EXPOSED = 'location, retry-after, x-request-id';
/** How long a browser may remember what it was told; Chromium takes no longer. */
const PREFLIGHT_S = 7_200;

/**
 * Lets pages of the origins given use the API with a key (Fetch Standard, "CORS protocol"). A cookie from there is
 * never believed: it is taken off the request, and no answer says that credentials are allowed.
 */
export function cors(origins: readonly string[]): RequestHandler {
  const allowed = new Set(origins);
  return (request, response, next) => {
    if (allowed.size === 0) return next();
    response.vary('origin');
    const { origin } = request.headers;
    if (origin === undefined || !allowed.has(origin)) return next();
    delete request.headers.cookie;
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-expose-headers', EXPOSED);
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) {
      return next();
    }
    response.setHeader('access-control-allow-methods', METHODS);
    response.setHeader('access-control-allow-headers', HEADERS);
    response.setHeader('access-control-max-age', PREFLIGHT_S);
    response.status(204).end();
  };
}
