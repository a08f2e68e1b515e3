import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type DomainError, invalid, Turns } from '@tidings/kernel';
import { URL_MESSAGE } from './schema.ts';
import { isAllowedPrivate, mayReach } from './vet-address.ts';

const LOOKUP_TIMEOUT_MS = 3_000;
/** Each holds a thread of the process until it has ended, also after the timeout, and deliveries need these threads. */
const LOOKUPS_AT_ONCE = 4;
/**
 * A scheme, two slashes and a host at once, without white space, control characters and backslashes: other
 * spellings are read differently by different parsers, and nobody needs them.
 */
const WRITTEN_OUT = /^https?:\/\/[^/?#\s\p{Cc}\\][^\s\p{Cc}\\]*$/iu;

/** The addresses behind a name; none when it does not resolve yet. */
export type Resolve = (hostname: string) => Promise<string[]>;

/** Resolves names by `lookUp`, a few at a time; a name that takes too long is as one that does not resolve. */
export function resolveBy(lookUp: (hostname: string) => Promise<LookupAddress[]>): Resolve {
  const turns = new Turns({ ofAccount: LOOKUPS_AT_ONCE, inAll: LOOKUPS_AT_ONCE });
  return (hostname) =>
    new Promise((resolve) => {
      let isLate = false;
      const giveUp = () => {
        isLate = true;
        resolve([]); // a name may be registered before it exists; the sender vets again at each connection
      };
      const timer = setTimeout(giveUp, LOOKUP_TIMEOUT_MS).unref();
      turns.take('', (done) => {
        if (isLate) return done();
        lookUp(hostname)
          .then((found) => resolve(found.map(({ address }) => address)), giveUp)
          .finally(() => {
            clearTimeout(timer);
            done();
          });
      });
    });
}

export const resolveByDns = resolveBy((hostname) => lookup(hostname, { all: true }));

/**
 * Refuses a URL that deliveries must not go to: not https, credentials, odd ports, or an address that is not
 * public, unless the operator allows its range; plain http only there. What it resolves to is checked again
 * at each connection.
 * @throws {DomainError} `invalid` at `/url`.
 */
export async function vetUrl(
  text: string,
  allowed: string[],
  resolve: Resolve = resolveByDns,
): Promise<void> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !WRITTEN_OUT.test(text) || !/^https?:$/.test(url.protocol)) throw refused();
  if (url.username || url.password) throw refused('Put credentials into a custom header, not into the URL.');
  const port = url.port === '' ? undefined : Number(url.port);
  if (port !== undefined && port !== 80 && port !== 443 && port < 1024) {
    throw refused('Use port 80, 443, or one from 1024 up.');
  }
  const hostname = url.hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');
  const addresses = isIP(hostname) ? [hostname] : await resolve(hostname);
  if (addresses.some((address) => !mayReach(address, allowed))) {
    throw refused('Its address is private or reserved, and deliveries go to public addresses only.');
  }
  const isPrivate = addresses.length > 0 && addresses.every((address) => isAllowedPrivate(address, allowed));
  if (isPrivateName(hostname) && !isPrivate) {
    throw refused('This name is private, and deliveries go to public addresses only.');
  }
  if (url.protocol === 'http:' && !isPrivate) throw refused();
}

function isPrivateName(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname.endsWith('.internal');
}

function refused(reason?: string): DomainError {
  return invalid('/url', reason ? `${URL_MESSAGE} ${reason}` : URL_MESSAGE);
}
