import type { IncomingHttpHeaders } from 'node:http';
import { type Config, DomainError } from '@tidings/kernel';

/** A request as far as it says who sends it; Node's and Express's requests are ones. */
export type IncomingRequest = { readonly method?: string | undefined; readonly headers: IncomingHttpHeaders };

/** The origins under which our console is reached; that of PUBLIC_URL comes first. */
export function ownOrigins(config: Pick<Config, 'PUBLIC_URL' | 'PORT'>): ReadonlySet<string> {
  return new Set([
    new URL(config.PUBLIC_URL).origin,
    `http://localhost:${config.PORT}`,
    `http://127.0.0.1:${config.PORT}`,
  ]);
}

/**
 * Refuses a change that a cookie vouches for unless one of our own pages sent it: browsers add the cookie
 * to requests of foreign pages too (OWASP: verifying the origin with standard headers).
 * @throws {DomainError} `forbidden` at `Origin`, with the address under which our pages may: whoever runs an installation
 * meets this first where PUBLIC_URL is not yet what they open.
 */
export function requireOwnOrigin(origins: ReadonlySet<string>, request: IncomingRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin, referer } = request.headers;
  const fetchSite = request.headers['sec-fetch-site'];
  const source = origin ?? (referer === undefined ? undefined : originOf(referer));
  const isOwn = source === undefined ? fetchSite === 'same-origin' : origins.has(source);
  if (!isOwn) {
    const [home] = origins;
    const message = `This change was not sent by a page of this console. Open it at ${home}, or set PUBLIC_URL to the address that you use.`;
    throw new DomainError('forbidden', message, [{ path: 'Origin', message }]);
  }
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : 'null';
}
