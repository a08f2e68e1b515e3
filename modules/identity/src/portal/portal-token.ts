import { createHash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '@tidings/kernel';

/** 256 random bits, so a plain SHA-256 is enough to store it by. */
export function newPortalToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOfPortalToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The visit's cookie: over TLS with the prefix that ties it to this host and path `/` (RFC 6265bis §4.1.3). */
export function portalCookieName({ PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>): string {
  return PUBLIC_URL.startsWith('https:') ? '__Host-tidings_portal' : 'tidings_portal';
}

const COOKIE = /(?:^|; *)(__Host-tidings_portal|tidings_portal)=([A-Za-z0-9_-]{43})(?=;|$)/g;

/** The token of a visit in a request's cookies, if there is one under the name that we give it. */
export function portalTokenIn(
  config: Pick<Config, 'PUBLIC_URL'>,
  { cookie }: IncomingHttpHeaders,
): string | undefined {
  if (cookie === undefined) return undefined;
  const name = portalCookieName(config);
  return [...cookie.matchAll(COOKIE)].find((match) => match[1] === name)?.[2];
}
