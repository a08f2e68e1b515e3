import type { RequestHandler } from 'express';

const YEAR_S = 31_536_000;

/**
 * What every answer of the API says of itself: no cache keeps it, no page shows it, frames it or takes it for
 * anything but what its content type says (OWASP REST Security Cheat Sheet, "Security headers").
 */
export function apiHeaders(isHttps: boolean): RequestHandler {
  const headers = new Map([
    ['cache-control', 'no-store'],
    ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
    ['cross-origin-resource-policy', 'same-origin'],
    ['referrer-policy', 'no-referrer'],
    ['x-content-type-options', 'nosniff'],
    ...(isHttps ? [['strict-transport-security', `max-age=${YEAR_S}; includeSubDomains`] as const] : []),
  ]);
  return (request, response, next) => {
    // Nothing has an ETag; Express would answer 304 to `If-None-Match: *`, which no client can have meant.
    delete request.headers['if-none-match'];
    response.setHeaders(headers);
    next();
  };
}

/** For what is made for one person at one moment. */
export const storedByNobody: RequestHandler = (_request, response, next) => {
  response.setHeader('cache-control', 'no-store');
  next();
};
