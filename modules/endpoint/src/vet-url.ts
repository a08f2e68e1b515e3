import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type DomainError, invalid, Turns } from '@tidings/kernel';
import { URL_MESSAGE, urlFault } from './url-fault.ts';
import { isAllowedPrivate, mayReach } from './vet-address.ts';

const LOOKUP_TIMEOUT_MS = 3_000;
/** Each holds a thread of the process until it has ended, also after the timeout, and deliveries need these threads. */
const LOOKUPS_AT_ONCE = 4;
/** So many of them for one account: with name servers that never answer it cannot take all of them alone. */
const LOOKUPS_OF_ACCOUNT = 2;
/** The addresses behind a name, asked for by an account; none when it does not resolve yet. */
export type Resolve = (hostname: string, accountId: string) => Promise<string[]>;

/** Resolves names by `lookUp`, a few at a time; a name that takes too long is as one that does not resolve. */
export function resolveBy(lookUp: (hostname: string) => Promise<LookupAddress[]>): Resolve {
  const turns = new Turns({ ofAccount: LOOKUPS_OF_ACCOUNT, inAll: LOOKUPS_AT_ONCE });
  return (hostname, accountId) =>
    new Promise((resolve) => {
      let isLate = false;
      const giveUp = () => {
        isLate = true;
        resolve([]); // a name may be registered before it exists; the sender vets again at each connection
      };
      const timer = setTimeout(giveUp, LOOKUP_TIMEOUT_MS).unref();
      turns.take(accountId, (done) => {
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
 * @param by the account that asks, and the ranges that the operator allows.
 * @throws {DomainError} `invalid` at `/url`.
 */
export async function vetUrl(
  text: string,
  by: { accountId: string; allowed: string[] },
  resolve: Resolve = resolveByDns,
): Promise<void> {
  const { accountId, allowed } = by;
  const fault = urlFault(text);
  if (fault !== undefined) throw invalid('/url', fault);
  const url = new URL(text);
  const hostname = url.hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');
  const addresses = isIP(hostname) ? [hostname] : await resolve(hostname, accountId);
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
